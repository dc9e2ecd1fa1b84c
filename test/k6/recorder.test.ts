import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAggregatingRecorder } from '../../src/k6/recorder.ts';
import {
  codeLimit,
  createNameIndex,
  packAttempt,
  packOperation,
  regionLimit,
  unpackAttempt,
  unpackOperation,
} from '../../src/k6/row-key.ts';
import { operationNames } from '../../src/shared/operations.ts';
import { attemptCauses, attemptOutcomes, lastAttemptNumber } from '../../src/shared/outcome.ts';

const dayOfBins = 864_000;

describe('a row’s key', () => {
  const operation = fc.nat(operationNames.length - 1);
  const region = fc.nat(regionLimit - 1);

  test('gives back what was packed of an operation, for a day of bins', () => {
    fc.assert(
      fc.property(fc.nat(dayOfBins), operation, region, fc.nat(15), (...digits) => {
        expect(unpackOperation(packOperation(...digits))).toEqual(digits);
      }),
    );
  });

  test('gives back what was packed of an attempt, for a day of bins', () => {
    const digits = fc.record({
      bin: fc.nat(dayOfBins),
      operation,
      region,
      planned: region,
      outcome: fc.nat(attemptOutcomes.length - 1),
      code: fc.nat(codeLimit - 1),
      fromS3: fc.nat(1),
      cause: fc.nat(attemptCauses.length - 1),
      number: fc.integer({ min: 1, max: lastAttemptNumber }),
    });
    fc.assert(
      fc.property(digits, (attempt) => {
        const key = packAttempt(attempt);
        expect(Number.isSafeInteger(key)).toBe(true);
        expect(unpackAttempt(key)).toEqual(attempt);
      }),
    );
  });

  test('has a name for each index, and one for all beyond the limit', () => {
    const index = createNameIndex([''], 3);
    expect(['', 'a', 'b', 'c', 'a', 'd'].map(index.indexOf)).toEqual([0, 1, 2, 2, 1, 2]);
    expect([0, 1, 2].map(index.nameOf)).toEqual(['', 'a', 'b']);
  });
});

describe('a recorder', () => {
  const operation = { name: 'GetObject', scheduledMs: 1234, endedMs: 1334, outcome: 'ok', region: 'east' } as const;
  const attempt = {
    operation: { name: 'GetObject' },
    scheduledMs: 1234,
    sentMs: 1250,
    region: 'east',
    planned: 'west',
    outcome: 'serverError',
    cause: 'retry',
    number: 2,
    reply: { code: 'InternalError', fromS3: true, bytesSent: 3, bytesReceived: 5 },
  } as const;

  test('adds up what happened by its scheduled time, and starts anew after each take', () => {
    const recorder = createAggregatingRecorder();
    recorder.operation(operation);
    recorder.operation(operation);
    recorder.operation({ ...operation, outcome: 'shed', region: '' });
    recorder.attempt(attempt);
    recorder.startLag(2);
    const taken = recorder.take();
    expect(taken.operations).toEqual([
      [12, 'GetObject', 'east', 'ok', 2],
      [12, 'GetObject', '', 'shed', 1],
    ]);
    expect(taken.attempts).toEqual([
      [12, 'GetObject', 'east', 'west', 'serverError', 'InternalError', 1, 'retry', 2, 1],
    ]);
    expect(taken.retries).toEqual([[12, 1]]);
    expect(taken.latency).toMatchObject([[1, 'GetObject', 'east', 1, { count: 2, min: 100, max: 100 }]]);
    expect(taken).toMatchObject({ bytesSent: 3, bytesReceived: 5, startLag: { count: 1, max: 2 } });
    expect(recorder.take()).toMatchObject({ operations: [], attempts: [], latency: [], retries: [], bytesSent: 0 });
  });
});
