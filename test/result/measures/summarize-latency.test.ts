import { describe, expect, test } from 'vitest';
import { countSamplesNeeded, summarizeLatency } from '../../../src/result/measures/summarize-latency.ts';
import { createHistogram, recordValue } from '../../../src/shared/histogram.ts';
import { healthy, succeed } from '../behaviours.ts';
import { buildPhases, buildPlan, buildPlanWithLoad, openLoad, primary } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';

test('a p99 needs 368 samples, a p99.9 3,688, a p95 72 and a median 6', () => {
  expect([0.99, 0.999, 0.95, 0.5].map(countSamplesNeeded)).toEqual([368, 3688, 72, 6]);
});

test('a quantile is null until n is large enough, and the maximum is exact', () => {
  const histogram = createHistogram();
  for (let value = 1; value <= 367; value += 1) recordValue(histogram, value);
  expect(summarizeLatency(histogram)).toMatchObject({ p99: null, max: 367 });
  recordValue(histogram, 368);
  expect(summarizeLatency(histogram).p99).toBeCloseTo(365, -1);
  expect(summarizeLatency(createHistogram())).toEqual({ p50: null, p95: null, p99: null, max: null });
});

describe('a stall of one second', () => {
  // Operations that are scheduled during the stall wait for its end: 200 of 3,000, so p99 lies within it.
  const stall = { fromMs: 15_000, toMs: 16_000 };
  const result = reduceSimulation({
    plan: buildPlan({ faults: [] }),
    behave: (scheduledMs) =>
      succeed(primary, scheduledMs >= stall.fromMs && scheduledMs < stall.toMs ? stall.toMs - scheduledMs + 10 : 10),
  });
  const latency = result.phases[1]?.latencyMs;

  test('shows in p99 and in the maximum in full', () => {
    // Waits are spread evenly over the second: of 3,000 operations the 30th longest waited 1 s − 29.5 × 5 ms.
    const exactP99 = 10 + 1000 - 29.5 * 5;
    expect(latency?.p99).toBeGreaterThan(exactP99 * 0.985);
    expect(latency?.p99).toBeLessThan(exactP99 * 1.015);
    expect(latency?.max).toBeGreaterThan(1000);
    expect(latency?.p50).toBeCloseTo(10, 0);
  });

  test('belongs to the second in which the operations were scheduled', () => {
    const p50 = result.timeline.series.find((series) => series.id === 'p50')?.values ?? [];
    expect(p50[15]).toBeGreaterThan(450);
    expect(p50[14]).toBeLessThan(11);
    expect(p50[16]).toBeLessThan(11);
  });
});

test('of an outage of 45 s in 540 s the p99 is the true one, not the mean of one-second p99s', () => {
  const outage = { fromMs: 200_000, toMs: 245_000 };
  const latencies: number[] = [];
  const result = reduceSimulation({
    plan: buildPlanWithLoad(openLoad(20), { phases: buildPhases(60, 420, 60), faults: [] }),
    behave: (scheduledMs, op, random) => {
      const out = scheduledMs >= outage.fromMs && scheduledMs < outage.toMs;
      const done = out ? succeed(primary, 4000 + 1500 * random()) : healthy(scheduledMs, op, random);
      if (scheduledMs >= 60_000 && scheduledMs < 480_000) latencies.push(done.latencyMs);
      return done;
    },
  });
  const exact = latencies.sort((left, right) => left - right)[Math.ceil(0.99 * latencies.length) - 1] as number;
  const p99 = result.phases[1]?.latencyMs.p99 as number;
  expect(exact).toBeGreaterThan(5000);
  expect(Math.abs(p99 / exact - 1)).toBeLessThan(0.01);
  const perSecond = result.timeline.series.find((series) => series.id === 'p99')?.values ?? [];
  const mean = perSecond.reduce<number>((sum, value) => sum + (value ?? 0), 0) / perSecond.length;
  expect(mean).toBeLessThan(p99 / 5);
});
