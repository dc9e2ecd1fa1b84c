import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAggregatingRecorder } from '../../src/k6/recorder.ts';
import { createNameIndex, packRow, unpackRow } from '../../src/k6/row-key.ts';
import { operationNames } from '../../src/shared/operations.ts';

const dayOfBins = 864_000;

describe('a row’s key', () => {
  test('gives back what was packed, for a day of bins', () => {
    fc.assert(
      fc.property(
        fc.nat(dayOfBins),
        fc.nat(operationNames.length - 1),
        fc.nat(63),
        fc.nat(8191),
        (bin, operation, region, detail) => {
          const key = packRow(bin, operation, region, detail);
          expect(Number.isSafeInteger(key)).toBe(true);
          expect(unpackRow(key)).toEqual([bin, operation, region, detail]);
        },
      ),
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
    name: 'GetObject',
    scheduledMs: 1234,
    sentMs: 1250,
    region: 'east',
    outcome: 'serverError',
    code: 'InternalError',
    isRetry: true,
    bytesSent: 3,
    bytesReceived: 5,
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
    expect(taken.attempts).toEqual([[12, 'GetObject', 'east', 'serverError', 'InternalError', 1, 1]]);
    expect(taken.retries).toEqual([[12, 1]]);
    expect(taken.latency).toMatchObject([[1, 'GetObject', 'east', 1, { count: 2, min: 100, max: 100 }]]);
    expect(taken).toMatchObject({ bytesSent: 3, bytesReceived: 5, startLag: { count: 1, max: 2 } });
    expect(recorder.take()).toMatchObject({ operations: [], attempts: [], latency: [], retries: [], bytesSent: 0 });
  });
});
