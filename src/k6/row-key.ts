import { operationNames } from '../shared/operations.ts';
import { attemptCauses, attemptOutcomes, lastAttemptNumber } from '../shared/outcome.ts';

/*
 * A counter's key as one number: a string put together for each operation would cost more than all the rest of recording
 * it. Each field is a digit of its own base. The largest key, an attempt on the last bin of a day, stays below 2^53.
 */

/** S3 has some 35 regions; '' is one more. A drill may not have as many. */
export const regionLimit = 36;
/** S3 has some 100 error codes; what a middlebox may invent beyond these shares one row. */
export const codeLimit = 256;

const operationSize = operationNames.length;
const outcomeSize = attemptOutcomes.length;
const causeSize = attemptCauses.length;
const numberSize = lastAttemptNumber + 1;
const detailSize = 16;

/** Bases of the digits after the first, which is the bin and has none. */
const operationBases = [operationSize, regionLimit, detailSize];
const attemptBases = [operationSize, regionLimit, regionLimit, outcomeSize, codeLimit, 2, causeSize, numberSize];

/** @param detail what the kind of row makes of it: an outcome, whether it succeeded; below 16 */
export function packOperation(bin: number, operation: number, region: number, detail: number): number {
  return ((bin * operationSize + operation) * regionLimit + region) * detailSize + detail;
}

/** @returns bin, operation, region, detail */
export function unpackOperation(key: number): number[] {
  return unpack(key, operationBases);
}

export interface AttemptDigits {
  bin: number;
  operation: number;
  region: number;
  planned: number;
  outcome: number;
  code: number;
  fromS3: number;
  cause: number;
  number: number;
}

export function packAttempt(digits: AttemptDigits): number {
  const asked = (digits.bin * operationSize + digits.operation) * regionLimit + digits.region;
  const answered = ((asked * regionLimit + digits.planned) * outcomeSize + digits.outcome) * codeLimit + digits.code;
  return ((answered * 2 + digits.fromS3) * causeSize + digits.cause) * numberSize + digits.number;
}

export function unpackAttempt(key: number): AttemptDigits {
  const [bin, operation, region, planned, outcome, code, fromS3, cause, number] = unpack(key, attemptBases);
  return { bin, operation, region, planned, outcome, code, fromS3, cause, number } as AttemptDigits;
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
  const indices = new Map(list.map((name, index) => [name, index]));
  return {
    indexOf(name) {
      let index = indices.get(name);
      if (index === undefined) {
        index = Math.min(list.length, limit - 1);
        if (index === list.length) list.push(name);
        indices.set(name, index);
      }
      return index;
    },
    nameOf: (index) => list[index] as string,
  };
}
