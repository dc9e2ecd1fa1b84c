import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StepReport } from '../../src/client/attempt.ts';
import type { BackoffPolicy, HedgePolicy, RetryPolicy, RetryQuota } from '../../src/shared/contracts/policies.ts';
import { createReply, internalError, noSuchKey, ok, refused, slowDown } from './replies.ts';
import { createClient } from './step-client.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const answers = fc.array(
  fc.record({
    reply: fc.constantFrom(
      ok,
      ok,
      internalError,
      slowDown,
      noSuchKey,
      refused,
      createReply({ status: 503, code: 'SlowDown', retryAfterMs: 3000 }),
    ),
    afterMs: fc.option(fc.nat(1500)),
  }),
  { minLength: 1, maxLength: 20 },
);
const quota: fc.Arbitrary<RetryQuota> = fc.record({
  capacity: fc.integer({ min: 1, max: 20 }),
  retryCost: fc.integer({ min: 1, max: 5 }),
  successRefund: fc.integer({ min: 0, max: 3 }),
});
const ownPolicies: fc.Arbitrary<BackoffPolicy> = fc.record({
  kind: fc.constantFrom('immediate' as const, 'fixed' as const, 'exponential' as const),
  maxAttempts: fc.option<number>(fc.integer({ min: 1, max: 8 })),
  baseMs: fc.integer({ min: 1, max: 400 }),
  factor: fc.integer({ min: 1, max: 3 }),
  capMs: fc.integer({ min: 1, max: 2000 }),
  jitter: fc.constantFrom('none' as const, 'full' as const, 'equal' as const, 'decorrelated' as const),
  quota: fc.option<RetryQuota>(quota),
  honoursRetryAfter: fc.boolean(),
});
const sdkPolicies: fc.Arbitrary<RetryPolicy> = fc.record({
  kind: fc.constantFrom('standard' as const, 'adaptive' as const),
  maxAttempts: fc.integer({ min: 1, max: 5 }),
});
const hedgePolicies: fc.Arbitrary<HedgePolicy | null> = fc.option(
  fc.record({
    after: fc.record({ kind: fc.constant('delay' as const), delayMs: fc.integer({ min: 1, max: 300 }) }),
    budget: fc.double({ min: 0.05, max: 1, noNaN: true }),
  }),
);
const steps = fc.array(
  fc.record({
    startMs: fc.nat(2000),
    deadlineMs: fc.integer({ min: 1, max: 3000 }),
    attemptTimeoutMs: fc.integer({ min: 1, max: 1200 }),
    isWrite: fc.boolean(),
    isPinned: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

interface Ended {
  report: StepReport;
  atMs: number;
}

/** Begins the steps of one client at their times and lets all timers run out. */
function checkLives(retryPolicies: fc.Arbitrary<RetryPolicy>, leavesTimers: boolean, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(steps, answers, retryPolicies, hedgePolicies, async (plan, given, retry, hedge) => {
    const beganMs = Date.now();
    const { begin, sent, records } = await createClient({
      answer(_region, attempt) {
        const { reply, afterMs } = given[attempt % given.length] as (typeof given)[number];
        return afterMs === null ? reply : { reply, afterMs };
      },
      // A breaker that never opens: else most steps would be rejected.
      clients: { retry, hedge, breaker: null },
    });
    const ended = plan.map((): Ended[] => []);
    plan.forEach(({ startMs, isWrite, isPinned, ...bounds }, index) => {
      const request = isWrite ? ('PutObject' as const) : ('GetObject' as const);
      const pinnedRegion = isPinned ? 'west' : null;
      const options = {
        ...bounds,
        name: request,
        request,
        isHedgeable: !isWrite,
        pinnedRegion,
        scheduledMs: beganMs + startMs,
      };
      setTimeout(() => begin(options, (report) => ended[index]?.push({ report, atMs: Date.now() - beganMs })), startMs);
    });
    const lastMs = Math.max(...plan.map(({ startMs, deadlineMs }) => startMs + deadlineMs));
    await vi.advanceTimersByTimeAsync(lastMs);

    // Whatever was sent has been answered by now, so nothing of ours is left; waits of the SDK run out by themselves.
    expect(records).toHaveLength(sent.length);
    if (!leavesTimers) expect(vi.getTimerCount()).toBe(0);
    await vi.runAllTimersAsync();
    expect(records).toHaveLength(sent.length);
    ended.forEach((ends, index) => {
      const { startMs, deadlineMs, isWrite } = plan[index] as (typeof plan)[number];
      expect(ends).toHaveLength(1);
      const { report, atMs } = ends[0] as Ended;
      expect(atMs).toBeLessThanOrEqual(startMs + deadlineMs);
      if (!isWrite) expect(report.isAmbiguous).toBe(false);
      if (report.isAmbiguous) expect(['ok', 'indeterminate']).toContain(report.outcome);
      expect(report.reply === null).toBe(report.region === '');
    });
    for (const { sentMs, scheduledMs, operation } of records) {
      expect(sentMs).toBeLessThan(scheduledMs + operation.deadlineMs);
    }
    const hedgeable = plan.filter(({ isWrite, isPinned }) => !isWrite && !isPinned).length;
    const hedges = records.filter(({ cause }) => cause === 'hedge').length;
    expect(hedges).toBeLessThanOrEqual((hedge?.budget ?? 0) * hedgeable + 1e-9);
  });
  return fc.assert(property, { numRuns });
}

describe('steps of a client, whatever the regions answer', () => {
  test('end once, by their deadline, and leave no timer behind', async () => {
    await checkLives(ownPolicies, false, 300);
  });

  test("end once, by their deadline, with the SDK's retries too", async () => {
    await checkLives(sdkPolicies, true, 100);
  });
});
