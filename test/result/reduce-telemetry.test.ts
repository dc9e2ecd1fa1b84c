import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/shared/contracts/result.ts';
import { type TelemetryRecord, telemetryRecordSchema } from '../../src/shared/contracts/telemetry.ts';
import { createRandom } from '../../src/shared/random.ts';
import { healthy, planted } from './behaviours.ts';
import {
  buildClients,
  buildObjective,
  buildPlan,
  buildPlanWithLoad,
  buildWorkload,
  openLoad,
  primary,
  standby,
} from './build-plan.ts';
import { reduce, reduceSimulation, simulateFailover } from './reduce.ts';
import { simulateRun } from './simulate-run.ts';

describe('a run that fails over and back', () => {
  const plan = buildPlan({
    objectives: [
      buildObjective({ measure: 'successRate', phase: 'fault', value: 0.9 }),
      buildObjective({ measure: 'failoverTime', value: 1000 }),
      buildObjective({ measure: 'recoveryTime', value: 5000 }),
    ],
  });
  const result = reduceSimulation(simulateFailover({ plan }));

  test('is valid, passes, and comes out with every planted time', () => {
    expect(result.validity).toEqual({ valid: true, reasons: [], warnings: [] });
    expect(result.verdict.status).toBe('passed');
    expect(result.recovery).toEqual({
      faultAtMs: planted.faultAtMs,
      revertedAtMs: planted.revertedAtMs,
      detectionMs: planted.shiftedAtMs - planted.faultAtMs,
      symptomMs: 0,
      failoverMs: planted.shiftedAtMs - planted.faultAtMs,
      // Windows begin on whole seconds: the first after the outage.
      recoveryMs: 11_000 - planted.faultAtMs,
      failbackMs: planted.returnedAtMs - planted.revertedAtMs,
      failbackErrors: 0,
    });
  });

  test('counts every operation once, by scheduled time', () => {
    expect(result.phases.map((phase) => phase.operations)).toEqual([2000, 3000, 3000]);
    // 200/s over the 380 ms of the outage.
    expect(result.phases.map((phase) => phase.failed)).toEqual([0, 76, 0]);
    expect(result.phases[1]?.successRate).toBeCloseTo(1 - 76 / 3000, 12);
    expect(result.totals).toMatchObject({
      operations: 8000,
      failed: 76,
      attempts: 7924 + 3 * 76,
      seedingAttempts: 100,
    });
    expect(result.totals.requestsReceived).toBe(result.totals.attempts + 100);
    expect(result.phases.map((phase) => phase.offeredPerSecond)).toEqual([200, 200, 200]);
    expect(result.phases[1]?.goodputPerSecond).toBeCloseTo(2924 / 15, 9);
  });

  test('agrees with itself: the operations and attempts tables add up to the totals', () => {
    const sum = (rows: readonly { count: number }[]) => rows.reduce((total, row) => total + row.count, 0);
    expect(sum(result.operations)).toBe(result.totals.operations);
    expect(sum(result.attempts)).toBe(result.totals.attempts);
    expect(result.operations.every((row) => row.succeeded + row.failed === row.count)).toBe(true);
  });

  test('says in one sentence what broke, where, how much and against which objective', () => {
    expect(result.verdict.headline).toBe(
      '97.46 % of operations succeeded while us-east-1 answered InternalError (objective 90 %); traffic moved to us-west-2 in 380 ms and returned 6.05 s after the fault ended; all 3 objectives held.',
    );
  });

  test('names the cells that explain the failed attempts', () => {
    expect(result.blastRadius.cells.every((cell) => cell.region === primary && cell.code === 'InternalError')).toBe(
      true,
    );
    expect(result.blastRadius.cells.reduce((total, cell) => total + cell.failures, 0)).toBe(228);
    expect(result.blastRadius.summary).toBe(
      '100 % of 228 failed attempts: InternalError from us-east-1 (GetObject and PutObject).',
    );
  });

  test('has the faults as the gateway held them', () => {
    expect(result.faults).toEqual([
      {
        id: 'internalError-1',
        kind: 'internalError',
        region: primary,
        fromMs: 10_000,
        toMs: 25_000,
        requested: 1,
        observed: 1,
        matched: 228,
        injected: 228,
      },
    ]);
  });

  test('has a timeline in whole-second bins whose regions share all operations', () => {
    const { binMs, series } = result.timeline;
    expect(binMs).toBe(1000);
    const find = (id: string) => series.find((entry) => entry.id === id)?.values ?? [];
    expect(find('success')).toHaveLength(40);
    expect(find('success')[10]).toBeCloseTo(1 - 76 / 200, 12);
    expect(find('offered').every((value) => value === 200)).toBe(true);
    expect(find(`share:${standby}`)[15]).toBe(1);
    expect(find(`share:${primary}`)[15]).toBe(0);
    expect(find(`success:${primary}`)[15]).toBeNull();
    const completed = find('completed');
    const failed = find('failed');
    expect(completed.every((value, index) => (value ?? 0) + (failed[index] ?? 0) === 200)).toBe(true);
  });
});

test('the simulator, on which these tests rest, writes telemetry as the contract has it', () => {
  for (const record of simulateRun(simulateFailover())) telemetryRecordSchema.parse(record);
});

describe('the order and form of the telemetry', () => {
  const simulation = simulateFailover({
    plan: buildPlanWithLoad(openLoad(50, 'poisson')),
  });
  const records = simulateRun(simulation);
  const expected = reduce(simulation.plan, records);

  test('does not matter: shuffled records give the same result', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { histograms, ...rest } = reduce(simulation.plan, shuffle(records, seed));
        const { histograms: expectedHistograms, ...expectedRest } = expected;
        expect(rest).toEqual(expectedRest);
        // Sums of latencies depend on the order of addition in their last digits.
        expect(histograms.map(roundSum)).toEqual(expectedHistograms.map(roundSum));
      }),
      { numRuns: 3 },
    );
  });

  test('a flush that was sent twice counts once', () => {
    const resent = records.filter((record) => record.type === 'flush' || record.type === 'conductor');
    const twice = [...records, ...resent];
    expect(reduce(simulation.plan, twice)).toEqual(expected);
  });
});

describe('telemetry that breaks off', () => {
  const plan = buildPlan({ objectives: [buildObjective({ measure: 'recoveryTime', value: 5000 })] });
  const records = simulateRun(simulateFailover({ plan }));
  /** What is in the file after a crash at 15 s. */
  const beginning = records.filter((record) => record.type === 'start' || (record.type === 'flush' && record.seq < 15));

  test('gives an invalid result of what was measured', () => {
    const result = reduce(plan, beginning);
    expect(result.verdict.status).toBe('invalid');
    expect(result.validity.reasons.join('\n')).toContain('The telemetry breaks off');
    expect(result.validity.reasons.join('\n')).toContain('the final flush never arrived');
    expect(result.verdict.headline).toMatch(/; no figure of this run can be trusted \(and for \d+ more reasons\)\.$/);
    // Flushes 0 … 14 hold what ended by then.
    expect(result.totals.operations).toBeGreaterThan(2900);
    expect(result.totals.operations).toBeLessThanOrEqual(3000);
    // Of a phase that was cut short, only the measured part counts.
    expect(result.phases[1]?.offeredPerSecond).toBeGreaterThan(190);
  });

  test('claims no recovery from seconds that were not measured', () => {
    const withGateways = [...beginning, ...records.filter((record) => record.type === 'gateway')];
    const result = reduce(plan, withGateways);
    expect(result.recovery.faultAtMs).toBe(planted.faultAtMs);
    expect(result.recovery.recoveryMs).toBeNull();
    expect(result.verdict.rules[0]?.status).toBe('inconclusive');
  });

  test('without any record still gives a result, which is invalid', () => {
    const result = reduce(plan, []);
    expect(result.verdict.status).toBe('invalid');
    expect(result.totals.operations).toBe(0);
    expect(result.phases.every((phase) => phase.successRate === null)).toBe(true);
  });

  test('without a start record places nothing on a clock that is not known', () => {
    const result = reduce(
      plan,
      records.filter((record) => record.type !== 'start'),
    );
    expect(result.verdict.status).toBe('invalid');
    expect(result.recovery.faultAtMs).toBeNull();
    expect(result.validity.reasons[0]).toContain('no start record');
  });

  test('is `interrupted` when the end record says so', () => {
    const end = records.at(-1) as TelemetryRecord;
    const result = reduce(plan, [...beginning, { ...end, interrupted: true, k6ExitCode: 105 } as TelemetryRecord]);
    expect(result.verdict.status).toBe('interrupted');
    expect(result.validity.valid).toBe(false);
    expect(result.verdict.headline).toMatch(
      /^The drill was interrupted in the fault phase, after 15 s, so nothing is judged; until then 97\.\d+ % of 2,9\d\d operations succeeded\.$/,
    );
  });
});

test('an hour-long run keeps its timeline within 600 bins', () => {
  const plan = buildPlan({
    phases: [
      { name: 'steady', kind: 'steady', fromMs: 0, toMs: 1_200_000 },
      { name: 'fault', kind: 'fault', fromMs: 1_200_000, toMs: 2_400_000 },
      { name: 'recovery', kind: 'recovery', fromMs: 2_400_000, toMs: 3_600_000 },
    ],
    faults: [],
    workloads: [buildWorkload({ load: openLoad(5, 'poisson'), clients: buildClients({ count: 2 }) })],
  });
  const result = reduceSimulation({ plan, behave: healthy });
  expect(result.timeline.binMs).toBe(6000);
  expect(result.timeline.series[0]?.values).toHaveLength(600);
  expect(result.validity.reasons).toEqual([]);
});

function roundSum({ latency, ...rest }: Result['histograms'][number]) {
  return { ...rest, latency: { ...latency, sum: latency.sum.toFixed(6) } };
}

function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}
