import { describe, expect, test } from 'vitest';
import { pauseSlackMs } from '../../../src/result/measures/measure-recovery.ts';
import { drawLognormal, failThrice, healthy, planted, shed, succeed } from '../behaviours.ts';
import { buildPlan, buildPlanWithLoad, openLoad, primary, standby } from '../build-plan.ts';
import { reduce, reduceSimulation, simulateFailover } from '../reduce.ts';
import { type Behave, simulateRun } from '../simulate-run.ts';

const { faultAtMs } = planted;

/** Everything fails from the first faulted request until a time. */
function failUntil(untilMs: number): Behave {
  return (scheduledMs, op, random) =>
    scheduledMs >= faultAtMs && scheduledMs < untilMs ? failThrice(primary, random) : healthy(scheduledMs, op, random);
}

function recover(behave: Behave, plan = buildPlan()) {
  const { recovery, validity } = reduceSimulation(simulateFailover({ behave, plan }));
  return { recoveryMs: recovery.recoveryMs, warnings: validity.warnings };
}

describe('recovery', () => {
  test('is measurable after a fault of 15 s with a recovery phase of 15 s and a window of 10 s', () => {
    expect(recover(failUntil(25_100)).recoveryMs).toBe(26_000 - faultAtMs);
  });

  test('that lacks only latency is not said to need a longer run', () => {
    const behave: Behave = (scheduledMs, op, random) => {
      if (scheduledMs < faultAtMs) return healthy(scheduledMs, op, random);
      return scheduledMs < 12_000 ? failThrice(primary, random) : succeed(primary, 400);
    };
    const { recoveryMs, warnings } = recover(behave);
    expect(recoveryMs).toBeNull();
    expect(warnings.join(' ')).not.toContain('the run ended before');
  });

  test('comes while the fault still lasts when clients fail over', () => {
    const { recoveryMs } = recover((scheduledMs, op, random) => {
      if (scheduledMs >= faultAtMs && scheduledMs < 12_200) return failThrice(primary, random);
      return scheduledMs < 12_200 ? healthy(scheduledMs, op, random) : succeed(standby, drawLognormal(random, 10, 0.3));
    });
    expect(recoveryMs).toBe(13_000 - faultAtMs);
  });

  test('is not taken from the calm before an outage, nor from one between two of its acts', () => {
    // Windows of 2 s: calm until 16 s, an outage until 20 s, calm until 24 s, and another until 26 s.
    const plan = buildPlan({ stableWindowMs: 2000 });
    const isOut = (atMs: number) => (atMs >= 16_000 && atMs < 20_000) || (atMs >= 24_000 && atMs < 26_000);
    const { recoveryMs } = recover(
      (atMs, op, random) => (isOut(atMs) ? failThrice(primary, random) : healthy(atMs, op, random)),
      plan,
    );
    expect(recoveryMs).toBe(26_000 - faultAtMs);
  });

  test('takes no time when service never left its level', () => {
    expect(recover(healthy).recoveryMs).toBe(0);
  });

  test('is not claimed when the run ends before the window is over, and a warning says since when it may have been', () => {
    const { recoveryMs, warnings } = recover(failUntil(30_500));
    expect(recoveryMs).toBeNull();
    expect(warnings.join()).toContain('back at its target from 31 s on');
    expect(recover(failUntil(29_950)).recoveryMs).toBe(30_000 - faultAtMs);
  });

  test('never comes when success stays below the target', () => {
    const { recoveryMs, warnings } = recover((scheduledMs, op, random) =>
      scheduledMs >= faultAtMs && random() < 0.1 ? failThrice(primary, random) : healthy(scheduledMs, op, random),
    );
    expect(recoveryMs).toBeNull();
    expect(warnings).toEqual([]);
  });

  test('waits for latency: p99 must be back within 1.25 × steady state', () => {
    /** Half a second in steady state, so that the factor decides and not the slack in milliseconds. */
    const slowUntil =
      (untilMs: number, factor: number): Behave =>
      (scheduledMs, _, random) => {
        const slow = scheduledMs >= faultAtMs && scheduledMs < untilMs;
        return succeed(primary, drawLognormal(random, 500, 0.1) * (slow ? factor : 1));
      };
    // A window may hold a little of the slow time: p99 allows for 1 % of its 2,000 operations.
    expect(recover(slowUntil(18_000, 3)).recoveryMs).toBe(18_000 - faultAtMs);
    expect(recover(slowUntil(40_000, 1.35)).recoveryMs).toBeNull();
    expect(recover(slowUntil(40_000, 1.15)).recoveryMs).toBe(0);
  });

  test('does not wait where p99 is above steady state by no more than the slack in milliseconds', () => {
    const take = (steadyMs: number, afterwardsMs: number): Behave => {
      return (scheduledMs) => succeed(primary, scheduledMs < faultAtMs ? steadyMs : afterwardsMs);
    };
    expect(recover(take(4, 4 + 0.9 * pauseSlackMs)).recoveryMs).toBe(0);
    expect(recover(take(4, 4 + 1.1 * pauseSlackMs)).recoveryMs).toBeNull();
  });

  test('counts what was shed as failed', () => {
    const { recoveryMs } = recover((scheduledMs, op, random) =>
      scheduledMs >= faultAtMs && scheduledMs < 15_000 ? shed() : healthy(scheduledMs, op, random),
    );
    expect(recoveryMs).toBe(15_000 - faultAtMs);
  });

  test('does not begin in the outage’s last second, though the window as a whole would be at a low target', () => {
    const plan = buildPlan({ availabilityTarget: 0.9 });
    expect(recover(failUntil(12_900), plan).recoveryMs).toBe(13_000 - faultAtMs);
  });

  test('rests on a lower quantile at a low rate, and says so', () => {
    const plan = buildPlanWithLoad(openLoad(20));
    const { recoveryMs, warnings } = recover(failUntil(25_000), plan);
    expect(recoveryMs).toBe(25_000 - faultAtMs);
    expect(warnings.join()).toContain('recovery rests on p95');
  });

  test('is not claimed from seconds without operations', () => {
    const plan = buildPlan();
    const records = simulateRun(simulateFailover({ plan, behave: failUntil(25_100) }));
    const lost = records.filter((record) => record.type !== 'flush' || record.seq < 27 || record.final);
    expect(reduce(plan, lost).recovery.recoveryMs).toBeNull();
  });
});
