import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptReply } from '../../src/client/attempt.ts';
import { createBreaker } from '../../src/client/breaker.ts';
import { type OperationReport, performOperation } from '../../src/client/perform-operation.ts';
import { createRetrier } from '../../src/client/retrier.ts';
import { createRouter } from '../../src/client/router.ts';
import type { RetryPolicy } from '../../src/shared/contracts/plan.ts';

const ok: AttemptReply = { status: 200, code: '', fromS3: true, transport: null, retryAfterMs: null };
const internalError: AttemptReply = {
  status: 500,
  code: 'InternalError',
  fromS3: true,
  transport: null,
  retryAfterMs: null,
};
const slowDown: AttemptReply = { status: 503, code: 'SlowDown', fromS3: true, transport: null, retryAfterMs: null };
const noSuchKey: AttemptReply = { status: 404, code: 'NoSuchKey', fromS3: true, transport: null, retryAfterMs: null };
const refused: AttemptReply = {
  status: 0,
  code: '',
  fromS3: false,
  transport: 'connectionRefused',
  retryAfterMs: null,
};

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A client on the virtual clock; `answer` plays the regions. */
async function createClient(
  answer: (region: string, attempt: number) => AttemptReply,
  retry: RetryPolicy = { kind: 'standard', maxAttempts: 3 },
) {
  const breakers = new Map(
    ['east', 'west'].map((region) => [
      region,
      createBreaker({ consecutiveFailures: 2, openForMs: 60_000, probes: 1 }, () => {}),
    ]),
  );
  const router = createRouter({
    regions: ['east', 'west'],
    breakers,
    failover: { failback: 'probe' },
    onShift: () => {},
  });
  const retrier = await createRetrier(retry);
  const sent: { region: string; timeoutMs: number; atMs: number }[] = [];
  async function perform(options: { isWrite?: boolean; deadlineMs?: number } = {}): Promise<OperationReport> {
    const pending = new Promise<OperationReport>((resolve) => {
      performOperation(
        { router, retrier, attemptTimeoutMs: 1000, now: Date.now },
        {
          isWrite: options.isWrite ?? false,
          deadlineMs: Date.now() + (options.deadlineMs ?? 5000),
          send(region, timeoutMs, onReply) {
            sent.push({ region, timeoutMs, atMs: Date.now() });
            onReply(answer(region, sent.length));
          },
          onAttempt: () => {},
        },
        resolve,
      );
    });
    await vi.runAllTimersAsync();
    return pending;
  }
  return { perform, sent };
}

describe('an operation', () => {
  test('that succeeds at once makes one attempt', async () => {
    const { perform } = await createClient(() => ok);
    expect(await perform()).toEqual({ outcome: 'ok', region: 'east', attempts: 1 });
  });

  test('goes on in the standby when its retries have opened the breaker of the primary', async () => {
    const { perform, sent } = await createClient((region) => (region === 'east' ? internalError : ok));
    expect(await perform()).toEqual({ outcome: 'ok', region: 'west', attempts: 3 });
    expect(sent.map(({ region }) => region)).toEqual(['east', 'east', 'west']);
  });

  test('is not retried after an error that speaks of the caller', async () => {
    const { perform } = await createClient(() => noSuchKey);
    expect(await perform()).toEqual({ outcome: 'failed', region: 'east', attempts: 1 });
  });

  test('that is throttled does not open a breaker', async () => {
    const { perform, sent } = await createClient(() => slowDown);
    await perform({ deadlineMs: 60_000 });
    expect(sent.map(({ region }) => region)).toEqual(['east', 'east', 'east']);
  });

  test('that writes is indeterminate when an attempt may have been applied, and failed when none can have been', async () => {
    expect(await (await createClient(() => internalError)).perform({ isWrite: true })).toMatchObject({
      outcome: 'indeterminate',
    });
    expect(await (await createClient(() => refused)).perform({ isWrite: true })).toMatchObject({ outcome: 'failed' });
    expect(await (await createClient(() => internalError)).perform()).toMatchObject({ outcome: 'failed' });
  });

  test('is rejected without an attempt while every breaker is open', async () => {
    const { perform } = await createClient(() => internalError);
    for (let i = 0; i < 2; i += 1) await perform();
    expect(await perform()).toEqual({ outcome: 'rejected', region: '', attempts: 0 });
  });

  test('never waits or asks beyond its deadline', async () => {
    const { perform, sent } = await createClient(() => slowDown, { kind: 'standard', maxAttempts: 10 });
    for (let i = 0; i < 20; i += 1) {
      const startMs = Date.now();
      sent.length = 0;
      expect((await perform({ deadlineMs: 1500 })).outcome).not.toBe('ok');
      for (const { atMs, timeoutMs } of sent) expect(atMs + timeoutMs).toBeLessThanOrEqual(startMs + 1500);
    }
  });

  test('waits as long as the answer asks, as the SDK does', async () => {
    const asks = { ...internalError, status: 503, code: 'ServiceUnavailable', retryAfterMs: 2000 };
    const { perform, sent } = await createClient((_region, attempt) => (attempt === 1 ? asks : ok));
    expect(await perform()).toMatchObject({ outcome: 'ok', attempts: 2 });
    expect((sent[1]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
  });

  test('that began too late to be answered in time is not held against its region', async () => {
    const timedOut: AttemptReply = { ...refused, transport: 'attemptTimeout' };
    const { perform, sent } = await createClient(() => timedOut, { kind: 'none' });
    for (let i = 0; i < 10; i += 1) await perform({ deadlineMs: 400 });
    expect(sent.every(({ region, timeoutMs }) => region === 'east' && timeoutMs === 400)).toBe(true);
    for (let i = 0; i < 3; i += 1) await perform({ deadlineMs: 2000 });
    expect(sent.at(-1)?.region).toBe('west');
  });

  test('that is answered after its deadline has not succeeded, and as a write is indeterminate', async () => {
    const late = (): AttemptReply => {
      vi.setSystemTime(Date.now() + 600);
      return ok;
    };
    expect(await (await createClient(late)).perform({ deadlineMs: 500 })).toMatchObject({
      outcome: 'deadlineExceeded',
    });
    const write = { deadlineMs: 500, isWrite: true };
    expect(await (await createClient(late)).perform(write)).toMatchObject({ outcome: 'indeterminate' });
  });

  test('with no retry policy makes one attempt', async () => {
    const { perform } = await createClient(() => internalError, { kind: 'none' });
    expect(await perform()).toMatchObject({ attempts: 1 });
  });
});

describe('a retrier', () => {
  test('gives all operations of a client one quota: its 500 tokens pay for 35 retries of server errors', async () => {
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 });
    let retries = 0;
    for (let i = 0; i < 100; i += 1) {
      for (let token = retrier.begin(); token !== null; ) {
        const pending = retrier.retry(token, internalError);
        await vi.runAllTimersAsync();
        token = await pending;
        if (token !== null) retries += 1;
      }
    }
    expect(retries).toBe(35);
  });
});
