import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Operation, Step } from '../../src/client/attempt.ts';
import type { PlanClients, RetryPolicy } from '../../src/shared/contracts/policies.ts';
import { internalError, noSuchKey, ok } from './replies.ts';
import { type Answer, createClient } from './step-client.ts';

const hedgePolicy = { after: { kind: 'delay', delayMs: 50 }, budget: 1 } as const;
const clients: Partial<PlanClients> = {
  hedge: hedgePolicy,
  retry: { kind: 'none' },
};
const hedgeable = { isHedgeable: true } as const;
const retryOnce: RetryPolicy = {
  kind: 'fixed',
  maxAttempts: 2,
  baseMs: 100,
  factor: 1,
  capMs: 100,
  jitter: 'none',
  quota: null,
  honoursRetryAfter: false,
};

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const delayed = (afterMs: number, reply = ok): Answer => ({ reply, afterMs });

/** Performs one hedgeable step against regions with these answers, and tells when it ended. */
async function hedge(east: Answer, west: Answer, options = {}) {
  const client = await createClient({ answer: (region) => (region === 'east' ? east : west), clients });
  let endedMs = -1;
  let ends = 0;
  let recordsAtEnd = -1;
  const report = await new Promise<{ outcome: string; region: string }>((resolve) => {
    client.begin({ ...hedgeable, ...options }, (end) => {
      ends += 1;
      endedMs = Date.now();
      recordsAtEnd = client.records.length;
      resolve(end);
    });
    vi.runAllTimers();
  });
  expect([ends, vi.getTimerCount()]).toEqual([1, 0]);
  return { ...client, report, endedMs, recordsAtEnd };
}

describe('a hedged step', () => {
  test('asks another region when there is no answer for long, and the first success wins', async () => {
    const { report, endedMs, sent, records, recordsAtEnd } = await hedge(delayed(400), delayed(20));
    expect(report).toMatchObject({ outcome: 'ok', region: 'west' });
    expect([endedMs, recordsAtEnd]).toEqual([70, 1]);
    expect(sent.map(({ region, atMs }) => [region, atMs])).toEqual([
      ['east', 0],
      ['west', 50],
    ]);
    // The loser is told of too, though the step has long ended.
    expect(records.map(({ region, cause, number, outcome }) => [region, cause, number, outcome])).toEqual([
      ['west', 'hedge', 2, 'ok'],
      ['east', 'first', 1, 'ok'],
    ]);
  });

  test('may be won by the first attempt all the same', async () => {
    const { report, endedMs } = await hedge(delayed(60), delayed(500));
    expect(report).toMatchObject({ outcome: 'ok', region: 'east' });
    expect(endedMs).toBe(60);
  });

  test('that is answered in time is not hedged', async () => {
    expect((await hedge(delayed(49), ok)).sent).toHaveLength(1);
    expect((await hedge(ok, ok)).sent).toHaveLength(1);
    expect((await hedge(delayed(20, noSuchKey), ok)).sent).toHaveLength(1);
  });

  test('is not hedged where a second attempt makes no sense', async () => {
    expect((await hedge(delayed(400), ok, { isHedgeable: false })).sent).toHaveLength(1);
    expect((await hedge(delayed(400), ok, { pinnedRegion: 'east' })).sent).toHaveLength(1);
  });

  test('waits for the other when one of the two fails, and ends with the last answer when both do', async () => {
    const won = await hedge(delayed(60, internalError), delayed(100));
    expect(won.report).toMatchObject({ outcome: 'ok', region: 'west' });
    expect(won.endedMs).toBe(150);
    const lost = await hedge(delayed(60, internalError), delayed(100, noSuchKey));
    expect(lost.report).toMatchObject({ outcome: 'failed', region: 'west', reply: noSuchKey });
  });

  test('leaves the retry to the strategy when both fail, and is hedged once only', async () => {
    const { perform, records } = await createClient({
      answer: (_region, attempt) => (attempt <= 5 ? ok : delayed(60, internalError)),
      clients: { ...clients, breaker: null, retry: retryOnce },
    });
    // Saves up a budget for more hedges than one.
    for (let i = 0; i < 5; i += 1) await perform(hedgeable);
    expect(await perform(hedgeable)).toMatchObject({ outcome: 'failed' });
    expect(records.slice(5).map(({ cause, number }) => [cause, number])).toEqual([
      ['first', 1],
      ['hedge', 2],
      ['retry', 3],
    ]);
  });

  test('is not hedged while it backs off', async () => {
    const { perform, sent } = await createClient({
      answer: (_region, attempt) => delayed(20, attempt === 1 ? internalError : ok),
      clients: { ...clients, breaker: null, retry: retryOnce },
    });
    expect(await perform(hedgeable)).toMatchObject({ outcome: 'ok' });
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 120]);
  });

  test('is not hedged beyond the budget, nor where no other region takes it', async () => {
    const slow = { answer: () => delayed(400) };
    const frugal = await createClient({ ...slow, clients: { ...clients, hedge: { ...hedgePolicy, budget: 0.25 } } });
    for (let i = 0; i < 8; i += 1) await frugal.perform(hedgeable);
    expect(frugal.records.filter(({ cause }) => cause === 'hedge')).toHaveLength(2);
    const alone = await createClient({ ...slow, clients: { ...clients, standby: [] } });
    await alone.perform(hedgeable);
    expect(alone.sent).toHaveLength(1);
  });

  test('learns from the latency of its own attempts when to hedge', async () => {
    const { perform, sent } = await createClient({
      answer: (_region, attempt) => delayed(attempt === 33 ? 900 : 10 + (attempt % 10)),
      clients: { ...clients, hedge: { after: { kind: 'quantile', quantile: 0.9 }, budget: 1 } },
    });
    for (let i = 0; i < 32; i += 1) await perform(hedgeable);
    expect(sent).toHaveLength(32);
    await perform(hedgeable);
    // Rank ⌈0.9 · 32⌉ of 10…19, as they come.
    expect((sent[33]?.atMs ?? 0) - (sent[32]?.atMs ?? 0)).toBe(18);
  });

  test('that has ended lets its request be used again: a loser is still told of as what it was', async () => {
    const answer = (region: string): Answer => delayed(region === 'east' ? 400 : 20);
    const { performStep, records } = await createClient({ answer, clients });
    const read: Operation = {
      name: 'GetObject',
      priority: 'normal',
      deadlineMs: 5000,
      attemptTimeoutMs: 1000,
      entry: 0,
      isHedgeable: true,
      perform: () => {},
      followUp: () => null,
    };
    const step: Step = {
      request: 'GetObject',
      cause: 'first',
      pinnedRegion: null,
      build: () => ({ method: 'GET', path: '/', query: '', body: null, headers: null }),
      judge: () => 'ok',
    };
    const request = { operation: read, planned: 'east', scheduledMs: 0 };
    performStep(request, step, () => {
      Object.assign(request, { operation: { ...read, name: 'HeadObject', isHedgeable: false }, scheduledMs: 70 });
      performStep(request, { ...step, request: 'HeadObject' }, () => {});
    });
    vi.runAllTimers();
    expect(records.map(({ operation, cause, scheduledMs }) => [operation.name, cause, scheduledMs])).toEqual([
      ['GetObject', 'hedge', 0],
      ['GetObject', 'first', 0],
      ['HeadObject', 'first', 70],
    ]);
  });
});
