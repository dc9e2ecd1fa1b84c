import { AdaptiveRetryStrategy, StandardRetryStrategy } from '@smithy/core/retry';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptReply } from '../../../src/client/attempt.ts';
import { createRetrier } from '../../../src/client/retrier.ts';
import type { Retrier, RetryToken } from '../../../src/client/retriers/contract.ts';
import { isRetryable } from '../../../src/client/retriers/sdk-error.ts';
import { createReply, internalError, noSuchKey, ok, refused, slowDown, timedOut } from '../replies.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const begin = (retrier: Retrier): Promise<RetryToken> => new Promise((resolve) => retrier.begin(resolve));

async function retry(retrier: Retrier, token: RetryToken, reply: AttemptReply): Promise<RetryToken | null> {
  const decided = new Promise<RetryToken | null>((resolve) => retrier.retry(token, reply, resolve));
  await vi.runAllTimersAsync();
  return decided;
}

/** The strategies that retriers make from here on. */
function watchStrategies(): StandardRetryStrategy[] {
  const acquire = vi.spyOn(StandardRetryStrategy.prototype, 'acquireInitialRetryToken');
  return acquire.mock.contexts as StandardRetryStrategy[];
}

describe('what is retried', () => {
  // Attempts that @aws-sdk/client-s3 3.1169 made against a server that gave only these answers.
  test.each([
    ['InternalError', internalError, true],
    ['SlowDown', slowDown, true],
    ['a 500 without a body, as to HEAD', createReply({ status: 500 }), true],
    ['the HTML of a middlebox with 502', createReply({ status: 502, fromS3: false }), true],
    ['the HTML of a middlebox with 504', createReply({ status: 504, fromS3: false }), true],
    ['429 without a code', createReply({ status: 429, fromS3: false }), true],
    ['RequestTimeout', createReply({ status: 400, code: 'RequestTimeout' }), true],
    ['a refused connection', refused, true],
    ['a reset connection', createReply({ status: 0, transport: 'connectionReset' }), true],
    ['a name that does not resolve', createReply({ status: 0, transport: 'dnsError' }), true],
    ['an attempt that timed out', timedOut, true],
    ['NotImplemented', createReply({ status: 501, code: 'NotImplemented' }), false],
    ['ConditionalRequestConflict', createReply({ status: 409, code: 'ConditionalRequestConflict' }), false],
    ['RequestTimeTooSkewed', createReply({ status: 403, code: 'RequestTimeTooSkewed' }), false],
    ['NoSuchKey', noSuchKey, false],
    ['304', createReply({ status: 304 }), false],
  ])('of %s', (_name, reply, expected) => {
    expect(isRetryable(reply)).toBe(expected);
  });
});

describe('a standard retrier', () => {
  test('gives all operations of a client one quota: its 500 tokens pay for 35 retries of server errors', async () => {
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 }, Math.random);
    let retries = 0;
    for (let i = 0; i < 100; i += 1) {
      for (let token: RetryToken | null = await begin(retrier); token !== null; ) {
        token = await retry(retrier, token, internalError);
        if (token !== null) retries += 1;
      }
    }
    expect(retries).toBe(35);
  });

  test('lets a step start without a promise', async () => {
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 }, Math.random);
    const ready = vi.fn();
    expect(retrier.begin(ready)).toBeNull();
    expect(ready).toHaveBeenCalledOnce();
  });

  test('never has less than no capacity, nor more than 500', async () => {
    const reply = fc.constantFrom(internalError, slowDown, noSuchKey, timedOut, ok);
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { maxLength: 60 }), async (replies) => {
        const strategies = watchStrategies();
        const retrier = await createRetrier({ kind: 'standard', maxAttempts: 5 }, Math.random);
        const strategy = strategies.at(-1) as StandardRetryStrategy;
        let token: RetryToken | null = null;
        for (const one of replies) {
          token ??= await begin(retrier);
          if (one !== ok) token = await retry(retrier, token, one);
          else {
            retrier.succeed(token, one);
            token = null;
          }
          expect(strategy.getCapacity()).toBeGreaterThanOrEqual(0);
          expect(strategy.getCapacity()).toBeLessThanOrEqual(500);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('is refunded what its retry has cost, and nothing for a 304, as in the SDK', async () => {
    const strategies = watchStrategies();
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 }, Math.random);
    const strategy = strategies.at(-1) as StandardRetryStrategy;
    const second = (await retry(retrier, await begin(retrier), internalError)) as RetryToken;
    expect(strategy.getCapacity()).toBe(486);
    retrier.succeed(await begin(retrier), createReply({ status: 304 }));
    await vi.runAllTimersAsync();
    expect(strategy.getCapacity()).toBe(486);
    retrier.succeed(await begin(retrier), ok);
    expect(strategy.getCapacity()).toBe(487);
    retrier.succeed(second, ok);
    expect(strategy.getCapacity()).toBe(500);
  });

  test('is deaf to a wait that was cancelled', async () => {
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 }, Math.random);
    const decided = vi.fn();
    for (const reply of [internalError, noSuchKey]) retrier.retry(await begin(retrier), reply, decided)?.();
    await vi.runAllTimersAsync();
    expect(decided).not.toHaveBeenCalled();
  });

  test('waits for as long as the answer asks, up to five seconds longer than its own backoff', async () => {
    const retrier = await createRetrier({ kind: 'standard', maxAttempts: 3 }, Math.random);
    await retry(retrier, await begin(retrier), { ...internalError, retryAfterMs: 2000 });
    expect(Date.now()).toBe(2000);
    await retry(retrier, await begin(retrier), { ...internalError, retryAfterMs: 60_000 });
    expect(Date.now()).toBeGreaterThanOrEqual(7000);
    expect(Date.now()).toBeLessThanOrEqual(7050);
  });
});

describe('an adaptive retrier', () => {
  test('is the strategy of the SDK: told of each answer, asked for each first attempt', async () => {
    const acquire = vi.spyOn(AdaptiveRetryStrategy.prototype, 'acquireInitialRetryToken');
    const refresh = vi.spyOn(AdaptiveRetryStrategy.prototype, 'refreshRetryTokenForRetry');
    const succeed = vi.spyOn(AdaptiveRetryStrategy.prototype, 'recordSuccess');
    const retrier = await createRetrier({ kind: 'adaptive', maxAttempts: 3 }, Math.random);
    const second = (await retry(retrier, await begin(retrier), slowDown)) as RetryToken;
    retrier.succeed(second, ok);
    expect(acquire).toHaveBeenCalledWith('');
    expect(refresh.mock.calls[0]?.[1]).toMatchObject({ errorType: 'THROTTLING' });
    expect(succeed).toHaveBeenCalledWith(second);
  });

  test('lets first attempts start at once until it is throttled, and holds them back from then on', async () => {
    const retrier = await createRetrier({ kind: 'adaptive', maxAttempts: 1 }, Math.random);
    let ready = 0;
    const beginMany = (): void => {
      for (let i = 0; i < 20; i += 1) {
        retrier.begin(() => {
          ready += 1;
        });
      }
    };
    beginMany();
    await vi.advanceTimersByTimeAsync(0);
    expect(ready).toBe(20);
    await retry(retrier, await begin(retrier), slowDown);
    ready = 0;
    beginMany();
    await vi.advanceTimersByTimeAsync(0);
    expect(ready).toBeLessThan(20);
  });

  test('leaves no timer when its client stops, whatever the rate limiter still holds back', async () => {
    const retrier = await createRetrier({ kind: 'adaptive', maxAttempts: 1 }, Math.random);
    await retry(retrier, await begin(retrier), slowDown);
    for (let i = 0; i < 20; i += 1) retrier.begin(() => {})?.();
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    retrier.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is deaf to a start that was cancelled', async () => {
    const retrier = await createRetrier({ kind: 'adaptive', maxAttempts: 3 }, Math.random);
    const ready = vi.fn();
    retrier.begin(ready)?.();
    await vi.runAllTimersAsync();
    expect(ready).not.toHaveBeenCalled();
  });
});
