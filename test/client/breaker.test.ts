import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BreakerState, createBreaker, createNoBreaker, type Permit } from '../../src/client/breaker.ts';
import { windowParts } from '../../src/client/routing/sliding-window.ts';
import type { BreakerPolicy } from '../../src/shared/contracts/policies.ts';
import { type AttemptOutcome, attemptOutcomes } from '../../src/shared/outcome.ts';
import { breakerPolicy } from './routing/build-clients.ts';

const inRow: BreakerPolicy = { ...breakerPolicy, trip: { kind: 'consecutive', failures: 3 }, probes: 2 };

function createWatched(policy = inRow) {
  const changes: [BreakerState, number][] = [];
  const breaker = createBreaker(policy, (state, nowMs) => changes.push([state, nowMs]));
  const attempt = (outcome: AttemptOutcome, nowMs: number): Permit | null => {
    const permit = breaker.tryAcquire(nowMs);
    if (permit !== null) breaker.settle(permit, outcome, nowMs);
    return permit;
  };
  const open = (nowMs: number): void => {
    while (breaker.state() === 'closed') attempt('serverError', nowMs);
  };
  return { breaker, changes, attempt, open };
}

describe('a breaker', () => {
  test('opens after so many failures in a row, and only in a row', () => {
    const { breaker, attempt } = createWatched();
    for (const outcome of ['serverError', 'attemptTimeout', 'ok', 'serverError', 'dnsError'] as const) {
      attempt(outcome, 0);
    }
    expect(breaker.state()).toBe('closed');
    attempt('connectionRefused', 5);
    expect(breaker.state()).toBe('open');
    expect(breaker.changedAtMs()).toBe(5);
    expect(breaker.tryAcquire(1004)).toBeNull();
  });

  test('lets one probe at a time through once it has been open long enough, and closes after enough of them', () => {
    const { breaker, changes, attempt, open } = createWatched();
    open(0);
    const probe = breaker.tryAcquire(1000);
    expect(probe?.isProbe).toBe(true);
    expect(breaker.tryAcquire(1000)).toBeNull();
    breaker.settle(probe as Permit, 'ok', 1010);
    expect(attempt('ok', 1020)?.isProbe).toBe(true);
    expect(breaker.tryAcquire(1020)?.isProbe).toBe(false);
    expect(changes).toEqual([
      ['open', 0],
      ['halfOpen', 1000],
      ['closed', 1020],
    ]);
  });

  test('opens again when a probe fails, and waits its full time again', () => {
    const { breaker, attempt, open } = createWatched();
    open(0);
    attempt('serverError', 1500);
    expect(breaker.state()).toBe('open');
    expect(breaker.tryAcquire(2499)).toBeNull();
    expect(breaker.tryAcquire(2500)?.isProbe).toBe(true);
  });

  test('is not moved by answers that belong to an earlier state', () => {
    const { breaker, open } = createWatched();
    const late = breaker.tryAcquire(0) as Permit;
    open(0);
    const probe = breaker.tryAcquire(1000) as Permit;
    breaker.settle(late, 'serverError', 1001);
    expect(breaker.state()).toBe('halfOpen');
    breaker.settle(late, 'ok', 1001);
    expect(breaker.tryAcquire(1001)).toBeNull();
    breaker.settle(probe, 'ok', 1002);
    expect(breaker.state()).toBe('halfOpen');
  });

  test('takes a probe that the deadline cut short for no verdict, and lets the next one through', () => {
    const { breaker, attempt, open } = createWatched();
    open(0);
    attempt('deadlineExceeded', 1000);
    expect(breaker.state()).toBe('halfOpen');
    expect(breaker.tryAcquire(1001)?.isProbe).toBe(true);
  });

  test.each(['clientError', 'throttled', 'ok', 'corrupt'] as const)('takes %s for a sign of life', (outcome) => {
    const { breaker, attempt } = createWatched();
    for (const one of ['serverError', 'serverError', outcome, 'serverError', 'serverError'] as const) attempt(one, 0);
    expect(breaker.state()).toBe('closed');
  });

  test.each(attemptOutcomes.filter((outcome) => outcome !== 'ok'))(
    'opens by %s where its policy counts it',
    (outcome) => {
      const { breaker, attempt } = createWatched({ ...inRow, countedOutcomes: [outcome] });
      for (let i = 0; i < 3; i += 1) attempt(outcome, 0);
      expect(breaker.state()).toBe('open');
    },
  );

  test('does not take silence for a sign of life where its policy does not count it', () => {
    const { breaker, attempt } = createWatched({ ...inRow, countedOutcomes: ['serverError'] });
    for (const outcome of ['serverError', 'attemptTimeout', 'serverError', 'middleboxError', 'serverError'] as const) {
      attempt(outcome, 0);
    }
    expect(breaker.state()).toBe('open');
  });

  test('never has more than one probe out, nor more than its number before it closes', () => {
    const step = fc.record({
      outcome: fc.constantFrom('ok', 'serverError', 'throttled', 'deadlineExceeded'),
      advanceMs: fc.nat(700),
      settles: fc.constantFrom('oldest', 'newest', 'none'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 4 }), (steps, probes) => {
        const { breaker, changes } = createWatched({ ...inRow, probes });
        let nowMs = 0;
        const out: Permit[] = [];
        let successes = 0;
        for (const { outcome, advanceMs, settles } of steps) {
          nowMs += advanceMs;
          const permit = breaker.tryAcquire(nowMs);
          if (permit !== null) out.push(permit);
          const latest = Math.max(...out.map(({ epoch }) => epoch));
          const probesOut = out.filter((one) => one.isProbe && one.epoch === latest);
          expect(probesOut.length).toBeLessThanOrEqual(1);
          if (changes.at(-1)?.[0] !== 'halfOpen') successes = 0;
          if (settles === 'none') continue;
          const settled = settles === 'oldest' ? out.shift() : out.pop();
          if (settled === undefined) continue;
          if (settled === probesOut[0] && (outcome === 'ok' || outcome === 'throttled')) successes += 1;
          breaker.settle(settled, outcome, nowMs);
          expect(successes).toBeLessThanOrEqual(probes);
          if (breaker.state() === 'halfOpen') expect(successes).toBeLessThan(probes);
        }
      }),
    );
  });

  test('that goes by rate opens exactly when a recount of its window says so', () => {
    const attempts = fc.array(fc.record({ failed: fc.boolean(), gapMs: fc.nat(400) }), { maxLength: 120 });
    const rates = fc.record({
      failureRate: fc.constantFrom(0.1, 0.5, 0.75, 1),
      windowMs: fc.integer({ min: 100, max: 3000 }),
      minimumAttempts: fc.integer({ min: 1, max: 15 }),
    });
    fc.assert(
      fc.property(attempts, rates, (steps, { failureRate, windowMs, minimumAttempts }) => {
        const trip = { kind: 'rate', failureRate, windowMs, minimumAttempts } as const;
        const { breaker, attempt } = createWatched({ ...inRow, trip });
        const partMs = windowMs / windowParts;
        const seen: { atMs: number; failed: boolean }[] = [];
        let nowMs = 0;
        for (const { failed, gapMs } of steps) {
          nowMs += gapMs;
          attempt(failed ? 'serverError' : 'ok', nowMs);
          seen.push({ atMs: nowMs, failed });
          const oldestPart = Math.floor(nowMs / partMs) - windowParts;
          const inWindow = seen.filter(({ atMs }) => Math.floor(atMs / partMs) > oldestPart);
          const failures = inWindow.filter((one) => one.failed).length;
          const trips = failures > 0 && failures >= failureRate * inWindow.length && inWindow.length >= minimumAttempts;
          expect(breaker.state()).toBe(trips ? 'open' : 'closed');
          if (trips) return;
        }
      }),
    );
  });

  test('that goes by rate begins its count anew when it has closed', () => {
    const trip = { kind: 'rate', failureRate: 0.5, windowMs: 60_000, minimumAttempts: 4 } as const;
    const { breaker, attempt, open } = createWatched({ ...inRow, trip, probes: 1 });
    open(0);
    attempt('ok', 1000);
    for (let i = 0; i < 3; i += 1) attempt('serverError', 1001);
    expect(breaker.state()).toBe('closed');
    attempt('serverError', 1001);
    expect(breaker.state()).toBe('open');
  });

  test('gives the same permit to all attempts while it stays closed', () => {
    const { breaker } = createWatched();
    expect(breaker.tryAcquire(0)).toBe(breaker.tryAcquire(1));
  });

  test('that is switched off always lets through', () => {
    const breaker = createNoBreaker();
    for (let i = 0; i < 100; i += 1) breaker.settle(breaker.tryAcquire(i) as Permit, 'serverError', i);
    expect(breaker.tryAcquire(100)).not.toBeNull();
    expect(breaker.state()).toBe('closed');
  });
});
