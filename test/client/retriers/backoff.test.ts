import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRetrier } from '../../../src/client/retrier.ts';
import type { Retrier, RetryToken } from '../../../src/client/retriers/contract.ts';
import { createRetryQuota } from '../../../src/client/retriers/retry-quota.ts';
import type { BackoffPolicy } from '../../../src/shared/contracts/policies.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { internalError, noSuchKey, ok, slowDown } from '../replies.ts';

const fixed: BackoffPolicy = {
  kind: 'fixed',
  maxAttempts: 3,
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

const create = (policy: Partial<BackoffPolicy>): Promise<Retrier> =>
  createRetrier({ ...fixed, ...policy }, createRandom(1));

function begin(retrier: Retrier): RetryToken {
  const ready: RetryToken[] = [];
  expect(retrier.begin((token) => ready.push(token))).toBeNull();
  return ready[0] as RetryToken;
}

/** Retries until told no; answers when each retry was due. */
function retryOn(retrier: Retrier, reply = internalError): number[] {
  const dueMs: number[] = [];
  const decide = (next: RetryToken | null): void => {
    if (next === null) return;
    dueMs.push(Date.now());
    retrier.retry(next, reply, decide);
  };
  retrier.retry(begin(retrier), reply, decide);
  vi.runAllTimers();
  return dueMs;
}

describe('a retrier with a backoff of our own', () => {
  test('retries what the SDK would, until the attempts are used up', async () => {
    expect(retryOn(await create({}))).toEqual([100, 200]);
    expect(retryOn(await create({}), slowDown)).toEqual([300, 400]);
    expect(retryOn(await create({}), noSuchKey)).toEqual([]);
    expect(retryOn(await create({ maxAttempts: 1 }))).toEqual([]);
  });

  test('without a bound never says no', async () => {
    const retrier = await create({ kind: 'immediate', maxAttempts: null });
    let retries = 0;
    const decide = (next: RetryToken | null): void => {
      if (next === null) return;
      retries += 1;
      if (retries < 10_000) retrier.retry(next, internalError, decide);
    };
    retrier.retry(begin(retrier), internalError, decide);
    while (vi.getTimerCount() > 0) vi.runOnlyPendingTimers();
    expect(retries).toBe(10_000);
  });

  test('waits for as long as the answer asks only where its policy says so', async () => {
    const asks = { ...internalError, retryAfterMs: 700 };
    expect(retryOn(await create({ maxAttempts: 2 }), asks)).toEqual([100]);
    expect(retryOn(await create({ maxAttempts: 2, honoursRetryAfter: true }), asks)).toEqual([800]);
    const asksLess = { ...asks, retryAfterMs: 20 };
    expect(retryOn(await create({ maxAttempts: 2, honoursRetryAfter: true }), asksLess)).toEqual([900]);
  });

  test('stops when its quota is spent, and goes on when successes have paid', async () => {
    const retrier = await create({ maxAttempts: 2, quota: { capacity: 2, retryCost: 1, successRefund: 0.5 } });
    expect([1, 2, 3].map(() => retryOn(retrier).length)).toEqual([1, 1, 0]);
    retrier.succeed(begin(retrier), ok);
    expect(retryOn(retrier)).toEqual([]);
    retrier.succeed(begin(retrier), ok);
    expect(retryOn(retrier)).toHaveLength(1);
  });

  test('does not charge a retry that is cancelled or refused', async () => {
    const retrier = await create({ quota: { capacity: 1, retryCost: 1, successRefund: 0 } });
    const decisions: (RetryToken | null)[] = [];
    const decide = (next: RetryToken | null): void => {
      decisions.push(next);
    };
    retrier.retry(begin(retrier), internalError, decide)?.();
    expect([vi.getTimerCount(), decisions]).toEqual([0, []]);
    retrier.retry(begin(retrier), internalError, decide);
    vi.runAllTimers();
    retrier.release(decisions[0] as RetryToken);
    retrier.release(begin(retrier));
    expect(retryOn(retrier)).toHaveLength(1);
    expect(retryOn(retrier)).toEqual([]);
  });
});

describe('a retry quota', () => {
  const costs = fc.double({ min: 0.1, max: 50, noNaN: true });

  test('is never below zero nor above its capacity', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        costs,
        costs,
        fc.array(fc.constantFrom('take', 'giveBack', 'refund'), { maxLength: 200 }),
        (capacity, retryCost, successRefund, steps) => {
          const quota = createRetryQuota({ capacity, retryCost, successRefund });
          for (const step of steps as ('take' | 'giveBack' | 'refund')[]) {
            const before = quota.read();
            if (quota[step]() === true) expect(before).toBeGreaterThanOrEqual(retryCost);
            expect(quota.read()).toBeGreaterThanOrEqual(0);
            expect(quota.read()).toBeLessThanOrEqual(capacity);
          }
        },
      ),
    );
  });
});
