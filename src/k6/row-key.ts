import { operationNames, priorities } from '../shared/operations.ts';
import { attemptCauses, attemptOutcomes, lastAttemptNumber } from '../shared/outcome.ts';

/*
 * A counter's key as one number: a string put together for each operation would cost more than all the rest of recording
 * it. Each field is a digit of its own base. The largest key, an attempt on the last bin of a day, stays below 2^53.
 */

/** A drill has 35 regions at most; '' is one more. */
export const regionLimit = 36;
/** More codes than one client meets in any outage; what a middlebox may invent beyond these shares one row. */
export const codeLimit = 64;

/** An operation and its priority are one digit. */
const subjectSize = operationNames.length * priorities.length;
const outcomeSize = attemptOutcomes.length;
const causeSize = attemptCauses.length;
const numberSize = lastAttemptNumber + 1;
const detailSize = 16;

/** Bases of the digits after the first, which is the bin and has none. */
const operationBases = [subjectSize, regionLimit, detailSize];
const attemptBases = [subjectSize, regionLimit, regionLimit, outcomeSize, codeLimit, 2, causeSize, numberSize];

/**
 * @param subject number of the operation × priorities + number of the priority
 * @param detail what the kind of row makes of it: an outcome, whether it succeeded; below 16
 */
export function packOperation(bin: number, subject: number, region: number, detail: number): number {
  return ((bin * subjectSize + subject) * regionLimit + region) * detailSize + detail;
}

/** @returns bin, subject, region, detail */
export function unpackOperation(key: number): number[] {
  return unpack(key, operationBases);
}

/** By position, like the rows that are made of it: an object of nine fields would cost an attempt 1 µs. */
export function packAttempt(
  bin: number,
  subject: number,
  region: number,
  planned: number,
  outcome: number,
  code: number,
  fromS3: number,
  cause: number,
  number: number,
): number {
  const asked = ((bin * subjectSize + subject) * regionLimit + region) * regionLimit + planned;
  const answered = ((asked * outcomeSize + outcome) * codeLimit + code) * 2 + fromS3;
  return (answered * causeSize + cause) * numberSize + number;
}

/** @returns bin, subject, region, planned, outcome, code, fromS3, cause, number */
export function unpackAttempt(key: number): number[] {
  return unpack(key, attemptBases);
}

function unpack(key: number, bases: readonly number[]): number[] {
  const digits: number[] = [];
  let rest = key;
  for (let i = bases.length - 1; i >= 0; i -= 1) {
    const base = bases[i] as number;
    const digit = rest % base;
    digits.unshift(digit);
    rest = (rest - digit) / base;
  }
  return [rest, ...digits];
}

/** Numbers names in the order of their first use, up to a limit; later ones share the last number. */
export interface NameIndex {
  indexOf(name: string): number;
  nameOf(index: number): string;
}

export function createNameIndex(names: readonly string[], limit: number): NameIndex {
  const list = [...names];
  // An object, since a Map is asked natively, which takes twice as long. Without a prototype, whose names are not ours.
  const indices: Record<string, number> = Object.create(null);
  for (const [index, name] of list.entries()) indices[name] = index;

  function add(name: string): number {
    const index = Math.min(list.length, limit - 1);
    if (index === list.length) list.push(name);
    indices[name] = index;
    return index;
  }

  return {
    indexOf: (name) => indices[name] ?? add(name),
    nameOf: (index) => list[index] as string,
  };
}
