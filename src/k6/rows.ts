import type { AttemptRow, LatencyRow, OperationRow } from '../shared/contracts/telemetry.ts';
import { type Histogram, toWire } from '../shared/histogram.ts';
import { type OperationName, operationNames, type Priority, priorities } from '../shared/operations.ts';
import {
  type AttemptCause,
  type AttemptOutcome,
  attemptCauses,
  attemptOutcomes,
  type OperationOutcome,
  operationOutcomes,
} from '../shared/outcome.ts';
import { type NameIndex, unpackAttempt, unpackOperation } from './row-key.ts';

/** What was asked for, and how much it matters. */
export interface Subject {
  name: OperationName;
  priority: Priority;
}

const operationNumbers = numberNames(operationNames);
const priorityNumbers = numberNames(priorities);

export function numberNames<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;
}

export function numberSubject({ name, priority }: Subject): number {
  return operationNumbers[name] * priorities.length + priorityNumbers[priority];
}

function readSubject(subject: number): Subject {
  const priority = subject % priorities.length;
  const name = operationNames[(subject - priority) / priorities.length];
  return { name: name as OperationName, priority: priorities[priority] as Priority };
}

export function listOperationRows(counts: ReadonlyMap<number, number>, regions: NameIndex): OperationRow[] {
  return [...counts].map(([key, count]) => {
    const [bin = 0, subject = 0, region = 0, outcome = 0] = unpackOperation(key);
    const { name, priority } = readSubject(subject);
    return [bin, name, regions.nameOf(region), priority, operationOutcomes[outcome] as OperationOutcome, count];
  });
}

export function listAttemptRows(
  counts: ReadonlyMap<number, number>,
  regions: NameIndex,
  codes: NameIndex,
): AttemptRow[] {
  return [...counts].map(([key, count]) => {
    const [bin = 0, subject = 0, region = 0, planned = 0, ...rest] = unpackAttempt(key);
    const { name, priority } = readSubject(subject);
    const [outcome = 0, code = 0, fromS3, cause = 0, number = 0] = rest;
    return [
      bin,
      name,
      regions.nameOf(region),
      regions.nameOf(planned),
      priority,
      attemptOutcomes[outcome] as AttemptOutcome,
      codes.nameOf(code),
      fromS3 as 0 | 1,
      attemptCauses[cause] as AttemptCause,
      number,
      count,
    ];
  });
}

export function listLatencyRows(histograms: ReadonlyMap<number, Histogram>, regions: NameIndex): LatencyRow[] {
  return [...histograms].map(([key, histogram]) => {
    const [second = 0, subject = 0, region = 0, succeeded] = unpackOperation(key);
    const { name, priority } = readSubject(subject);
    return [second, name, regions.nameOf(region), priority, succeeded as 0 | 1, toWire(histogram)];
  });
}
