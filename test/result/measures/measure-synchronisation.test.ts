import { describe, expect, test } from 'vitest';
import type { Random } from '../../../src/shared/random.ts';
import { planted, succeed } from '../behaviours.ts';
import { buildPlanWithLoad, openLoad, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { Behave, SimulatedOperation } from '../simulate-run.ts';

/** Fails at first and at each retry but the last, which the standby serves. */
function retryAt(timesMs: readonly number[]): SimulatedOperation {
  return {
    outcome: 'ok',
    region: standby,
    latencyMs: (timesMs.at(-1) ?? 0) + 10,
    attempts: [0, ...timesMs].map((afterMs, index) => ({
      region: index === timesMs.length ? standby : primary,
      outcome: index === timesMs.length ? 'ok' : 'serverError',
      code: index === timesMs.length ? '' : 'InternalError',
      afterMs,
    })),
  };
}

function measure(retry: Behave, perSecond = 200) {
  const plan = buildPlanWithLoad(openLoad(perSecond, 'poisson'));
  const behave: Behave = (scheduledMs, op, random, workload) =>
    scheduledMs < planted.faultAtMs || scheduledMs >= 25_000
      ? succeed(primary, 10)
      : retry(scheduledMs, op, random, workload);
  return reduceSimulation(simulateFailover({ plan, behave })).retries;
}

const jitters = {
  none: (delayMs: number) => delayMs,
  full: (delayMs: number, random: Random) => delayMs * random(),
};

/** When the three retries of exponential backoff from 200 ms are sent, after the first failure. */
function backOff(random: Random, jitter: keyof typeof jitters): number[] {
  let sum = 0;
  return [200, 400, 800].map((delayMs) => {
    sum += jitters[jitter](delayMs, random);
    return sum;
  });
}

/** Operations that arrive within half a second all fail at its end, and retry: a stall that ends in errors. */
function stall(jitter: keyof typeof jitters): Behave {
  return (scheduledMs, _, random) => {
    if (scheduledMs < 12_000 || scheduledMs >= 12_500) return succeed(primary, 10);
    return retryAt(backOff(random, jitter).map((afterMs) => 12_500 + afterMs - scheduledMs));
  };
}

/** Every operation fails as it comes, and retries. */
function outage(jitter: keyof typeof jitters): Behave {
  return (_, __, random) => retryAt(backOff(random, jitter));
}

describe('operations that fail at the same moment', () => {
  test('come back in pulses without jitter, and spread with it, at the same number of retries', () => {
    const without = measure(stall('none'));
    const withJitter = measure(stall('full'));
    expect(without.byPhase[1]?.retries).toBe(withJitter.byPhase[1]?.retries);
    expect(without.byPhase[1]?.retries).toBeGreaterThan(250);
    expect(without.synchronisation).toBeGreaterThan(6);
    expect(withJitter.synchronisation).toBeLessThan(2.5);
  });

  test('stand out of the retries of a long outage, too', () => {
    const during =
      (jitter: keyof typeof jitters): Behave =>
      (scheduledMs, op, random, workload) =>
        scheduledMs >= 12_000 && scheduledMs < 12_500
          ? stall(jitter)(scheduledMs, op, random, workload)
          : outage(jitter)(scheduledMs, op, random, workload);
    expect(measure(during('none'), 600).synchronisation).toBeGreaterThan(2);
    expect(measure(during('full'), 600).synchronisation).toBeLessThan(1.4);
  });
});

test('operations that fail one by one are retried one by one, with jitter or without', () => {
  for (const jitter of ['none', 'full'] as const) {
    for (const perSecond of [20, 200, 500]) {
      const { synchronisation } = measure(outage(jitter), perSecond);
      expect(synchronisation).toBeGreaterThanOrEqual(1);
      expect(synchronisation).toBeLessThan(1.3);
    }
  }
});

test('waves show in full: all retries of a second in one bin are ten times the mean', () => {
  const { synchronisation } = measure((scheduledMs) => retryAt([1000 - (scheduledMs % 1000) + 20]));
  expect(synchronisation).toBeGreaterThan(8);
  expect(synchronisation).toBeLessThanOrEqual(11);
});

test('a storm that breakers cut short, and their few probes later, are no waves', () => {
  const { synchronisation } = measure((scheduledMs, _, random) =>
    scheduledMs < 11_000 || scheduledMs % 5000 < 100 ? retryAt([100 * random()]) : succeed(primary, 10),
  );
  expect(synchronisation).toBeLessThan(2);
});

test('the pulse is where the retries stand out most, which need not be where they are most', () => {
  const { pulse, synchronisation, byPhase } = measure((scheduledMs) => {
    // 60 operations that all come back at 12.35 s.
    if (scheduledMs >= 12_000 && scheduledMs < 12_300) return retryAt([12_350 - scheduledMs]);
    // A steady stream of more retries per 100 ms than that.
    if (scheduledMs >= 16_000 && scheduledMs < 20_000) return retryAt([20, 40, 60, 80, 100]);
    return succeed(primary, 10);
  });
  expect(byPhase[1]?.retries).toBeGreaterThan(3000);
  expect(pulse?.atMs).toBe(12_300);
  expect(pulse?.retries).toBeLessThan(80);
  expect(pulse?.mean).toBeCloseTo((pulse?.retries ?? 0) / 11, 9);
  expect(synchronisation).toBeCloseTo((Math.sqrt(pulse?.retries ?? 0) - 1.5) ** 2 / (pulse?.mean ?? 0), 9);
});

test('is told of 100 ms with retries in them, even where nothing stands out', () => {
  const { pulse, synchronisation } = measure((scheduledMs) =>
    Math.floor(scheduledMs / 100) % 5 === 0 ? retryAt([10, 90, 180, 290, 380]) : succeed(primary, 10),
  );
  expect(synchronisation).toBeGreaterThanOrEqual(1);
  expect(pulse?.retries).toBeGreaterThan(pulse?.mean ?? 0);
});

test('is null where no second has enough retries to tell', () => {
  expect(measure(() => succeed(primary, 10))).toMatchObject({ synchronisation: null, pulse: null });
  expect(measure((ms) => (ms < 10_100 ? retryAt([20]) : succeed(primary, 10))).synchronisation).toBeNull();
  expect(measure(() => retryAt([20]), 8).synchronisation).toBeNull();
});
