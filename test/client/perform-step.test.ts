import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptReply, StepReport } from '../../src/client/attempt.ts';
import type { BackoffPolicy, PlanClients } from '../../src/shared/contracts/policies.ts';
import { createReply, internalError, noSuchKey, ok, refused, slowDown, timedOut } from './replies.ts';
import { type Answer, createClient } from './step-client.ts';

const immediate: BackoffPolicy = {
  kind: 'immediate',
  maxAttempts: null,
  baseMs: 0,
  factor: 1,
  capMs: 0,
  jitter: 'none',
  quota: null,
  honoursRetryAfter: false,
};
const write = { name: 'PutObject', request: 'PutObject' } as const;
const preconditionFailed = createReply({ status: 412, code: 'PreconditionFailed' });

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers in turn, whichever region is asked; the last one again and again. */
function inTurn(...answers: Answer[]): (region: string, attempt: number) => Answer {
  return (_region, attempt) => answers[Math.min(attempt, answers.length) - 1] as Answer;
}

describe('a step', () => {
  test('that succeeds at once makes one attempt', async () => {
    const { perform, records } = await createClient({ answer: () => ok });
    expect(await perform()).toEqual({ outcome: 'ok', region: 'east', reply: ok, isAmbiguous: false, requestIds: [] });
    expect(records).toMatchObject([{ region: 'east', planned: 'east', outcome: 'ok', cause: 'first', number: 1 }]);
  });

  test('goes on in the standby when its retries have opened the breaker of the primary', async () => {
    const { perform, records } = await createClient({ answer: (region) => (region === 'east' ? internalError : ok) });
    expect(await perform({ cause: 'next' })).toMatchObject({ outcome: 'ok', region: 'west' });
    expect(records.map(({ region, cause, number }) => [region, cause, number])).toEqual([
      ['east', 'next', 1],
      ['east', 'retry', 2],
      ['west', 'retry', 3],
    ]);
  });

  test('does not leave the region it is pinned to', async () => {
    const { perform, sent } = await createClient({ answer: (region) => (region === 'east' ? internalError : ok) });
    expect(await perform({ pinnedRegion: 'east' })).toMatchObject({ outcome: 'rejected', region: 'east' });
    expect(sent).toHaveLength(2);
  });

  test('is not retried after an error that speaks of the caller', async () => {
    const { perform, sent } = await createClient({ answer: () => noSuchKey });
    expect(await perform()).toMatchObject({ outcome: 'failed', region: 'east', reply: noSuchKey });
    expect(sent).toHaveLength(1);
  });

  test('that is throttled does not open a breaker', async () => {
    const { perform, sent } = await createClient({ answer: () => slowDown });
    await perform({ deadlineMs: 60_000 });
    expect(sent.map(({ region }) => region)).toEqual(['east', 'east', 'east']);
  });

  test('is retried after a success that carries an error, as in the SDK', async () => {
    const body = '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>';
    const { perform, records } = await createClient({
      answer: inTurn(createReply({ body }), createReply({ body: 'x' })),
    });
    expect(await perform({ name: 'CopyObject', request: 'CopyObject' })).toMatchObject({ outcome: 'ok' });
    expect(records.map(({ outcome, reply }) => [outcome, reply.status])).toEqual([
      ['serverError', 503],
      ['ok', 200],
    ]);
  });

  test('that brought back something else than was stored is over', async () => {
    const { perform, sent } = await createClient({ answer: () => ok });
    expect(await perform({ judge: () => 'corrupt' })).toMatchObject({ outcome: 'corrupt', region: 'east' });
    expect(sent).toHaveLength(1);
  });

  test('is rejected without an attempt while every breaker is open', async () => {
    const { perform, sent } = await createClient({ answer: () => internalError });
    for (let i = 0; i < 2; i += 1) await perform();
    sent.length = 0;
    expect(await perform()).toMatchObject({ outcome: 'rejected', region: '', reply: null });
    expect(sent).toEqual([]);
  });

  test('with no retry policy makes one attempt', async () => {
    const { perform, sent } = await createClient({ answer: () => internalError, clients: { retry: { kind: 'none' } } });
    expect(await perform()).toMatchObject({ outcome: 'failed' });
    expect(sent).toHaveLength(1);
  });

  test('does not charge its quota for a retry that every region refuses', async () => {
    const quota = { capacity: 1, retryCost: 1, successRefund: 0 };
    const retry = { ...immediate, quota };
    const breaker: PlanClients['breaker'] = {
      trip: { kind: 'consecutive', failures: 1 },
      openForMs: 1000,
      probes: 1,
      scope: 'region',
      countedOutcomes: ['serverError'],
    };
    const { perform, sent } = await createClient({
      answer: inTurn(internalError, internalError, slowDown, ok),
      clients: { retry, breaker, standby: [] },
    });
    expect(await perform()).toMatchObject({ outcome: 'rejected' });
    expect(sent).toHaveLength(1);
    vi.setSystemTime(2000);
    expect(await perform()).toMatchObject({ outcome: 'rejected' });
    vi.setSystemTime(4000);
    expect(await perform()).toMatchObject({ outcome: 'ok' });
    expect(sent).toHaveLength(4);
  });
});

describe('a step that writes', () => {
  test('is indeterminate when an attempt may have been applied, and failed when none can have been', async () => {
    const end = async (reply: AttemptReply, options = {}): Promise<StepReport> =>
      (await createClient({ answer: () => reply })).perform(options);
    expect(await end(internalError, write)).toMatchObject({ outcome: 'indeterminate', isAmbiguous: true });
    expect(await end(refused, write)).toMatchObject({ outcome: 'failed', isAmbiguous: false });
    expect(await end(internalError)).toMatchObject({ outcome: 'failed', isAmbiguous: false });
  });

  test('says that an attempt was ambiguous though a later one was answered', async () => {
    const succeeded = await createClient({ answer: inTurn(internalError, ok) });
    expect(await succeeded.perform(write)).toMatchObject({ outcome: 'ok', isAmbiguous: true });
    const met = await createClient({ answer: inTurn(internalError, preconditionFailed) });
    expect(await met.perform(write)).toMatchObject({
      outcome: 'indeterminate',
      isAmbiguous: true,
      reply: preconditionFailed,
    });
    const unambiguous = await createClient({ answer: () => preconditionFailed });
    expect(await unambiguous.perform(write)).toMatchObject({ outcome: 'failed', isAmbiguous: false });
  });

  test('remembers the request id of each attempt that S3 answered', async () => {
    const withId = (reply: AttemptReply, id: string): AttemptReply => ({
      ...reply,
      header: (name) => (name === 'X-Amz-Request-Id' ? id : null),
    });
    const answer = inTurn(withId(slowDown, 'A'), refused, withId(ok, 'B'));
    const { perform } = await createClient({ answer });
    expect((await perform(write)).requestIds).toEqual(['A', 'B']);
  });
});

describe('the deadline of a step', () => {
  test('is never passed by a wait or an attempt', async () => {
    const { perform, sent } = await createClient({
      answer: () => slowDown,
      clients: { retry: { kind: 'standard', maxAttempts: 10 } },
    });
    for (let i = 0; i < 20; i += 1) {
      const startMs = Date.now();
      sent.length = 0;
      expect((await perform({ deadlineMs: 1500 })).outcome).not.toBe('ok');
      for (const { atMs, timeoutMs } of sent) expect(atMs + timeoutMs).toBeLessThanOrEqual(startMs + 1500);
    }
  });

  test('ends it while it backs off, and nothing that was waited for comes after', async () => {
    const retry: BackoffPolicy = { ...immediate, kind: 'fixed', baseMs: 800, capMs: 800 };
    const { begin, sent } = await createClient({ answer: () => internalError, clients: { retry } });
    const ends: [string, number][] = [];
    begin({ deadlineMs: 1000 }, ({ outcome }) => ends.push([outcome, Date.now()]));
    vi.runAllTimers();
    expect(ends).toEqual([['deadlineExceeded', 1000]]);
    expect(sent).toHaveLength(2);
  });

  test('ends it while the rate limiter of the SDK holds it back', async () => {
    const { begin, perform, sent } = await createClient({
      answer: () => slowDown,
      clients: { retry: { kind: 'adaptive', maxAttempts: 1 } },
    });
    await perform();
    sent.length = 0;
    const startMs = Date.now();
    const ends: [string, number][] = [];
    for (let i = 0; i < 10; i += 1) {
      begin({ deadlineMs: 300 }, ({ outcome }) => ends.push([outcome, Date.now() - startMs]));
    }
    await vi.runAllTimersAsync();
    expect(ends).toHaveLength(10);
    expect(ends.filter(([outcome, atMs]) => outcome === 'deadlineExceeded' && atMs === 300).length).toBeGreaterThan(5);
    expect(sent.length).toBeLessThan(5);
  });

  test('that has passed before it began leaves it unsent', async () => {
    const { perform, sent } = await createClient({ answer: () => ok });
    vi.setSystemTime(10_000);
    expect(await perform({ scheduledMs: 0 })).toMatchObject({ outcome: 'deadlineExceeded', region: '' });
    expect(sent).toEqual([]);
  });

  test('does not hold back clean-up, which has the time of one attempt', async () => {
    const { perform, sent } = await createClient({ answer: () => internalError });
    vi.setSystemTime(10_000);
    const abort = { request: 'AbortMultipartUpload', cause: 'abort', pinnedRegion: 'east' } as const;
    await perform({ ...abort, scheduledMs: 0 });
    expect(sent[0]).toMatchObject({ atMs: 10_000, timeoutMs: 1000 });
    for (const { atMs, timeoutMs } of sent) expect(atMs + timeoutMs).toBeLessThanOrEqual(11_000);
  });

  test('that cuts an attempt short is not held against its region', async () => {
    const { perform, sent, records } = await createClient({
      answer: () => ({ reply: ok, afterMs: 60_000 }),
      clients: { retry: { kind: 'none' } },
    });
    for (let i = 0; i < 10; i += 1) expect(await perform({ deadlineMs: 400 })).toMatchObject({ reply: timedOut });
    expect(sent.every(({ region, timeoutMs }) => region === 'east' && timeoutMs === 400)).toBe(true);
    expect(records.every(({ outcome }) => outcome === 'deadlineExceeded')).toBe(true);
    for (let i = 0; i < 3; i += 1) await perform({ deadlineMs: 2000 });
    expect(records.at(-2)?.outcome).toBe('attemptTimeout');
    expect(sent.at(-1)?.region).toBe('west');
  });

  test('as long as the attempt’s own timeout does not hide a region that never answers from its breaker', async () => {
    const { perform, sent, records } = await createClient({
      answer: () => ({ reply: ok, afterMs: 60_000 }),
      clients: { retry: { kind: 'none' } },
    });
    for (let i = 0; i < 10 && sent.at(-1)?.region !== 'west'; i += 1) await perform({ deadlineMs: 900 });
    expect(sent.at(-1)?.region).toBe('west');
    expect(records.at(0)?.outcome).toBe('attemptTimeout');
  });

  test('ends it with the attempt that it cut short, though the clock lacks a little', async () => {
    const { perform, sent } = await createClient({
      answer: () => ({ reply: timedOut, afterMs: 390 }),
      clients: { retry: immediate },
    });
    expect(await perform({ deadlineMs: 400 })).toMatchObject({ outcome: 'deadlineExceeded' });
    expect(sent).toHaveLength(1);
  });

  test('turns a success that comes after it into none, and a write into an indeterminate one', async () => {
    const late = (): AttemptReply => {
      vi.setSystemTime(Date.now() + 600);
      return ok;
    };
    const read = await createClient({ answer: late });
    expect(await read.perform({ deadlineMs: 500 })).toMatchObject({ outcome: 'deadlineExceeded' });
    const written = await createClient({ answer: late });
    expect(await written.perform({ ...write, deadlineMs: 500 })).toMatchObject({ outcome: 'indeterminate' });
  });
});
