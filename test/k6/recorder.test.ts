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
import { operationNames, priorities } from '../../src/shared/operations.ts';
import { attemptCauses, attemptOutcomes, lastAttemptNumber } from '../../src/shared/outcome.ts';

const dayOfBins = 864_000;

describe('a row’s key', () => {
  const subject = fc.nat(operationNames.length * priorities.length - 1);
  const region = fc.nat(regionLimit - 1);

  test('gives back what was packed of an operation, for a day of bins', () => {
    fc.assert(
      fc.property(fc.nat(dayOfBins), subject, region, fc.nat(15), (...digits) => {
        expect(unpackOperation(packOperation(...digits))).toEqual(digits);
      }),
    );
  });

  test('gives back what was packed of an attempt, for a day of bins', () => {
    const digits = [
      fc.nat(dayOfBins),
      subject,
      region,
      region,
      fc.nat(attemptOutcomes.length - 1),
      fc.nat(codeLimit - 1),
      fc.nat(1),
      fc.nat(attemptCauses.length - 1),
      fc.integer({ min: 1, max: lastAttemptNumber }),
    ] as const;
    fc.assert(
      fc.property(...digits, (...attempt) => {
        const key = packAttempt(...attempt);
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
  const subject = { name: 'GetObject', priority: 'critical' } as const;
  const attempt = {
    operation: subject,
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
    recorder.operation(subject, 1234, 1334, 'ok', 'east');
    recorder.operation(subject, 1234, 1334, 'ok', 'east');
    recorder.operation(subject, 1234, 1234, 'shed', '');
    recorder.attempt(attempt);
    recorder.startLag(2);
    const taken = recorder.take();
    expect(taken.operations).toEqual([
      [12, 'GetObject', 'east', 'critical', 'ok', 2],
      [12, 'GetObject', '', 'critical', 'shed', 1],
    ]);
    expect(taken.attempts).toEqual([
      [12, 'GetObject', 'east', 'west', 'critical', 'serverError', 'InternalError', 1, 'retry', 2, 1],
    ]);
    expect(taken.retries).toEqual([[12, 1]]);
    expect(taken.latency).toMatchObject([[1, 'GetObject', 'east', 'critical', 1, { count: 2, min: 100, max: 100 }]]);
    expect(taken).toMatchObject({ bytesSent: 3, bytesReceived: 5, startLag: { count: 1, max: 2 } });
    expect(recorder.take()).toMatchObject({ operations: [], attempts: [], latency: [], retries: [], bytesSent: 0 });
  });

  test('counts the same whether operations go smoothly or not, and whenever it is asked', () => {
    const region = fc.constantFrom('east', 'west');
    const attempts = fc.array(
      fc.record({
        region,
        planned: region,
        outcome: fc.constantFrom('ok' as const, 'ok' as const, 'serverError' as const),
        cause: fc.constantFrom('first' as const, 'first' as const, 'retry' as const, 'next' as const),
        number: fc.integer({ min: 1, max: 2 }),
        fromS3: fc.boolean(),
        isTakenAfter: fc.boolean(),
      }),
      { maxLength: 3 },
    );
    const ended = fc.record({
      scheduledMs: fc.nat(3000),
      attempts,
      outcome: fc.constantFrom('ok' as const, 'ok' as const, 'failed' as const),
      region,
    });
    fc.assert(
      fc.property(fc.array(ended, { maxLength: 20 }), (all) => {
        const recorder = createAggregatingRecorder();
        const rows: (readonly (string | number)[])[] = [];
        const expected: (readonly (string | number)[])[] = [];
        let timed = 0;
        const take = () => {
          const { operations, attempts: sent, latency } = recorder.take();
          for (const [, , , , , { count }] of latency) timed += count;
          for (const row of [...operations, ...sent]) {
            for (let i = 0; i < (row.at(-1) as number); i += 1) rows.push(row.slice(0, -1));
          }
        };
        for (const { scheduledMs, attempts: sent, outcome, region: last } of all) {
          const drawn = { name: 'GetObject', priority: 'normal' } as const;
          const bin = Math.floor(scheduledMs / 100);
          for (const { fromS3, isTakenAfter, ...told } of sent) {
            const reply = { code: '', fromS3, bytesSent: 0, bytesReceived: 0 };
            recorder.attempt({ ...told, operation: drawn, scheduledMs, sentMs: scheduledMs, reply });
            const { region: asked, planned, cause, number } = told;
            expected.push([
              bin,
              'GetObject',
              asked,
              planned,
              'normal',
              told.outcome,
              '',
              fromS3 ? 1 : 0,
              cause,
              number,
            ]);
            if (isTakenAfter) take();
          }
          recorder.operation(drawn, scheduledMs, scheduledMs + 5, outcome, last);
          expected.push([bin, 'GetObject', last, 'normal', outcome]);
        }
        take();
        expect(rows.map(String).sort()).toEqual(expected.map(String).sort());
        expect(timed).toBe(all.length);
      }),
    );
  });
});
