import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePools } from '../../src/compare/compare-pools.ts';
import { defaultTolerances } from '../../src/compare/tolerances.ts';
import { comparisonSchema, type Result } from '../../src/shared/contracts/result.ts';
import { buildRun, type RunFigures } from './build-run.ts';

function compare(candidates: readonly RunFigures[], baselines: readonly RunFigures[]) {
  const build = (side: string) => (figures: RunFigures, index: number) =>
    buildRun({ id: `${side}${index}`, ...figures });
  return comparisonSchema.parse(comparePools(candidates.map(build('c')), baselines.map(build('b'))));
}

function find(comparison: ReturnType<typeof compare>, id: string) {
  const metric = comparison.metrics.find((entry) => entry.id === id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric;
}

const p99s = (...values: number[]) => values.map((p99) => ({ p99 }));

describe('the run-level method', () => {
  test('gives the interval that the formula gives by hand', () => {
    const comparison = compare(p99s(70), p99s(38, 40, 42, 39, 41));
    const metric = find(comparison, 'p99(fault)');
    const logs = [38, 40, 42, 39, 41].map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / 5;
    const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 4);
    const difference = Math.log(70) - mean;
    // t(.975) with 5 + 1 − 2 = 4 degrees of freedom.
    const reach = 2.776445 * spread * Math.sqrt(1 / 5 + 1);
    expect(metric.delta).toBeCloseTo(Math.expm1(difference), 10);
    expect(metric.low).toBeCloseTo(Math.expm1(difference - reach), 5);
    expect(metric.high).toBeCloseTo(Math.expm1(difference + reach), 5);
    expect(metric.baseline).toBeCloseTo(Math.exp(mean), 10);
    expect(metric.baselineRange).toEqual([38, 42]);
    // t(.8) with 4 degrees of freedom.
    expect(metric.minimumDetectable).toBeCloseTo(Math.expm1((2.776445 + 0.940965) * spread * Math.sqrt(1 / 5 + 1)), 5);
    expect(metric.verdict).toBe('regressed');
    expect(comparison.verdict).toBe('regressed');
  });

  test('gives success in points at the baseline’s centre', () => {
    const failed = [3, 4, 5, 6, 7].map((count) => ({ failed: count }));
    const metric = find(compare([{ failed: 150 }], failed), 'success(fault)');
    expect(metric.unit).toBe('ratio');
    expect(metric.candidate).toBeCloseTo(1 - 150 / 3000, 9);
    expect(metric.baseline).toBeCloseTo(1 - 4.8 / 3000, 4);
    expect(metric.delta).toBeCloseTo((metric.baseline ?? 0) - (metric.candidate ?? 0), 12);
    expect(metric.delta).toBeGreaterThan(0.048);
    expect(metric.low).toBeGreaterThan(0.005);
    expect(metric.verdict).toBe('regressed');
  });

  test('gives times in seconds', () => {
    const baselines = [1000, 1010, 990, 1000, 1005].map((recoveryMs) => ({ recoveryMs }));
    const metric = find(compare([{ recoveryMs: 9000 }], baselines), 'recoveryTime');
    expect(metric).toMatchObject({
      unit: 'ms',
      candidate: 9000,
      verdict: 'regressed',
      tolerance: defaultTolerances.timeSeconds,
    });
    expect(metric.delta).toBeCloseTo(7.999, 3);
  });

  test('compares single runs of which one failed less by chance without an alarm', () => {
    const perfect = Array<RunFigures>(5).fill({ operations: 100, failed: 0 });
    expect(find(compare([{ operations: 100, failed: 1 }], perfect), 'success(fault)').verdict).toBe('inconclusive');
    const larger = Array<RunFigures>(5).fill({ failed: 0 });
    expect(find(compare([{ failed: 1 }], larger), 'success(fault)').verdict).toBe('pass');
    expect(find(compare([{ failed: 300 }], larger), 'success(fault)').verdict).toBe('regressed');
  });

  test('does not take one step of a time for a finding', () => {
    const baselines = Array<RunFigures>(5).fill({ recoveryMs: 980 });
    expect(find(compare([{ recoveryMs: 2040 }], baselines), 'recoveryTime').verdict).not.toBe('regressed');
    expect(find(compare([{ recoveryMs: 4980 }], baselines), 'recoveryTime').verdict).toBe('regressed');
  });
});

describe('verdicts', () => {
  const baselines = p99s(39, 40, 41, 40, 40);

  test('follow the tolerance, harm positive', () => {
    const verdictOf = (p99: number) => find(compare(p99s(p99), baselines), 'p99(fault)').verdict;
    expect(verdictOf(40)).toBe('pass');
    expect(verdictOf(42)).toBe('pass');
    expect(verdictOf(47)).toBe('inconclusive');
    expect(verdictOf(60)).toBe('regressed');
    expect(verdictOf(25)).toBe('improved');
    // Better beyond noise, though not beyond the tolerance.
    expect(verdictOf(37)).toBe('pass');
    expect(compare(p99s(25), baselines).verdict).toBe('improved');
  });

  test('say which way an open question leans', () => {
    expect(find(compare(p99s(46), baselines), 'p99(fault)').note).toBe('leaning worse');
  });

  test('are inconclusive below three baselines, with the deltas shown', () => {
    const comparison = compare(p99s(80), p99s(40, 41));
    const metric = find(comparison, 'p99(fault)');
    expect(metric.delta).toBeGreaterThan(0.9);
    expect(metric.note).toContain('2 baseline runs: 3 are needed');
    expect(comparison.verdict).toBe('inconclusive');
    expect(find(compare(p99s(80), p99s(40)), 'p99(fault)')).toMatchObject({
      low: null,
      high: null,
      minimumDetectable: null,
    });
  });

  test('gate on at most six metrics', () => {
    const gates = compare([{}], [{}, {}, {}]).metrics.filter((metric) => metric.primary);
    expect(gates.map((metric) => metric.id).sort()).toEqual([
      'failoverTime',
      'p99(fault)',
      'p99(steady)',
      'recoveryTime',
      'success(fault)',
      'success(recovery)',
    ]);
  });

  test('of metrics that only inform don’t decide', () => {
    const steadyOnly = { failed: { steady: 300, fault: 3, recovery: 3 } };
    const comparison = compare([steadyOnly], [{}, {}, {}, {}]);
    expect(find(comparison, 'success(steady)').verdict).toBe('regressed');
    expect(comparison.verdict).toBe('pass');
  });

  test('of a single finding that would not stand among six are open', () => {
    // Beyond the tolerance with 95 %, and not with 99.2 %.
    const spread = p99s(36, 44, 40, 38, 42);
    const comparison = compare([{ p99: { steady: 40, fault: 59, recovery: 40 } }], spread);
    const metric = find(comparison, 'p99(fault)');
    expect(metric.low).toBeGreaterThan(0.15);
    expect(metric.verdict).toBe('inconclusive');
    expect(metric.note).toContain('regressed if it were the only metric, but not among 6 (Holm)');
  });

  test('fall back to p95 where some run has too few operations for p99', () => {
    const comparison = compare([{ p99: null }], [{}, {}, {}]);
    const metric = find(comparison, 'p95(fault)');
    expect(metric).toMatchObject({ primary: true });
    expect(metric.note).toContain('too few operations for p99');
    expect(comparison.metrics.some((entry) => entry.id === 'p99(fault)')).toBe(false);
  });
});

describe('what never happened', () => {
  const always = Array<RunFigures>(4).fill({ recoveryMs: 1000 });
  const never: RunFigures = { recoveryMs: null };

  test('in the candidate and always in the baselines is a regression', () => {
    const comparison = compare([never], always);
    expect(find(comparison, 'recoveryTime')).toMatchObject({
      verdict: 'regressed',
      candidate: null,
      baseline: 1000,
      delta: null,
      note: 'happened in 0 of 1 candidate and 4 of 4 baseline runs',
    });
    expect(comparison.verdict).toBe('regressed');
  });

  test('in the baselines and always in the candidate is an improvement', () => {
    expect(find(compare([{}], Array(3).fill(never)), 'recoveryTime').verdict).toBe('improved');
  });

  test('on either side is no change', () => {
    expect(find(compare([never], Array(3).fill(never)), 'recoveryTime').verdict).toBe('pass');
  });

  test('in some of the baselines leaves the question open', () => {
    expect(find(compare([never], [...always, never]), 'recoveryTime').verdict).toBe('inconclusive');
  });

  test('in the only baseline stays open too', () => {
    expect(find(compare([never], [{}]), 'recoveryTime').verdict).toBe('inconclusive');
  });

  test('is left out where no run saw a fault', () => {
    const healthy: RunFigures = { faultAtMs: null, recoveryMs: null, failoverMs: null };
    const ids = compare([healthy], [healthy, healthy, healthy]).metrics.map((metric) => metric.id);
    expect(ids.filter((id) => id.endsWith('Time'))).toEqual([]);
  });
});

test('runs without a figure, or with rules of any measure, are compared by what both have', () => {
  const strip = (run: Result): Result => ({
    ...run,
    retries: {
      amplification: null,
      byPhase: [],
      synchronisation: null,
      pulse: null,
      byCause: [],
      byAttempt: [],
      peaks: { binMs: 100, values: [] },
    },
    operations: [],
    phases: run.phases.map((phase) => ({ ...phase, latencyMs: { p50: null, p95: null, p99: null, max: null } })),
    verdict: {
      ...run.verdict,
      rules: [
        {
          id: 'breakerOpenings(fault) ≤ 3',
          measure: 'breakerOpenings',
          status: 'passed',
          value: null,
          objective: 3,
          comparator: 'atMost',
          unit: 'count',
          explanation: '',
        },
      ],
    },
  });
  const full = ['1', '2', '3'].map((id) => buildRun({ id }));
  const bare = strip(buildRun({ id: '4' }));
  for (const [ours, theirs] of [
    [[bare], full],
    [full, [bare, bare, bare]],
  ] as const) {
    const comparison = comparisonSchema.parse(comparePools(ours, theirs));
    expect(comparison.verdict).toBe('pass');
    expect(comparison.metrics.map(({ id }) => id)).not.toContain('p99(fault)');
    expect(comparison.metrics.map(({ id }) => id)).toContain('success(fault)');
  }
});

const figures = fc.record({
  operations: fc.constant(3000),
  failed: fc.integer({ min: 0, max: 600 }),
  p99: fc.double({ min: 1, max: 2000, noNaN: true }),
  failoverMs: fc.integer({ min: 0, max: 5000 }),
  recoveryMs: fc.integer({ min: 0, max: 30_000 }),
});

describe('properties', () => {
  test('a run compared with itself differs by exactly zero everywhere', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 1, max: 6 }), (run, copies) => {
        const { metrics } = compare([run], Array<RunFigures>(copies).fill(run));
        for (const metric of metrics.filter(({ candidate }) => candidate !== null)) {
          expect(metric.delta).toBe(0);
          if (copies > 1) expect([metric.low, metric.high]).toEqual([0, 0]);
          expect(metric.verdict).not.toBe('regressed');
          if (copies >= 3) expect(metric.verdict).toBe('pass');
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a pool compared with itself differs by exactly zero everywhere', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 6 }), (pool) => {
        for (const metric of compare(pool, [...pool].reverse()).metrics) {
          if (metric.candidate !== null) expect(metric.delta).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('swapping the sides flips the signs', () => {
    const pool = fc.array(figures, { minLength: 3, maxLength: 5 });
    fc.assert(
      fc.property(pool, pool, (left, right) => {
        const there = compare(left, right);
        const back = compare(right, left);
        for (const metric of there.metrics) {
          const mirrored = find(back, metric.id);
          const [delta, other] = [metric.delta ?? 0, mirrored.delta ?? 0];
          expect(Math.sign(delta)).toBe(-Math.sign(other) + 0);
          if (metric.unit === 'ms' && metric.phase !== null) expect((1 + delta) * (1 + other)).toBeCloseTo(1, 9);
          else expect(delta).toBeCloseTo(-other, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('what is judged leaves its inputs as they were', () => {
    const runs = [buildRun({ id: '1' }), buildRun({ id: '2' }), buildRun({ id: '3' })];
    const before: Result[] = structuredClone(runs);
    comparePools([runs[0] as Result], runs);
    expect(runs).toEqual(before);
  });
});
