import { describe, expect, test } from 'vitest';
import type { Objective } from '../../../src/shared/contracts/plan.ts';
import { failThrice, healthy, planted, succeed } from '../behaviours.ts';
import { buildObjective, buildPlan, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { Behave, Simulation } from '../simulate-run.ts';

function judge(objective: Objective, overrides: Partial<Simulation> = {}) {
  const plan = { ...(overrides.plan ?? buildPlan()), objectives: [objective] };
  return reduceSimulation(simulateFailover({ ...overrides, plan })).verdict.rules[0];
}

/** Fails every nth operation of the fault phase. */
function failEvery(n: number): Behave {
  let count = 0;
  return (scheduledMs, op, random) => {
    if (scheduledMs < planted.faultAtMs || scheduledMs >= 25_000) return healthy(scheduledMs, op, random);
    count += 1;
    return count % n === 0 ? failThrice(primary, random) : healthy(scheduledMs, op, random);
  };
}

describe('a success rate', () => {
  const atLeast = (value: number, scope: Partial<Objective> = {}) =>
    buildObjective({ measure: 'successRate', phase: 'fault', value, ...scope });

  test('passes when its whole interval lies above the objective', () => {
    const rule = judge(atLeast(0.95), { behave: failEvery(100) });
    expect(rule).toMatchObject({ status: 'passed', objective: 0.95, comparator: 'atLeast', unit: 'ratio' });
    expect(rule?.explanation).not.toContain('spans');
  });

  test('misses when its whole interval lies below', () => {
    const rule = judge(atLeast(0.999), { behave: failEvery(100) });
    expect(rule?.status).toBe('missed');
    expect(rule?.explanation).toMatch(/^2,97\d of 3,000 operations in the fault phase succeeded = 99 %|99\.0/);
    expect(rule?.explanation).toContain('at least 99.9 % passes');
    expect(rule?.explanation).toContain('the error budget burnt at');
  });

  test('is decided by its point where the interval spans the objective, and says so', () => {
    const passed = judge(atLeast(0.9895), { behave: failEvery(100) });
    expect(passed).toMatchObject({ status: 'passed' });
    expect(passed?.explanation).toContain('The interval spans the objective');
    const missed = judge(atLeast(0.9905), { behave: failEvery(100) });
    expect(missed?.status).toBe('missed');
    expect(missed?.explanation).toContain('The interval spans the objective');
  });

  test('is inconclusive where few operations leave the interval across the objective', () => {
    const plan = buildPlan({ load: { kind: 'constant', perSecond: 1, arrivals: 'uniform' } });
    expect(judge(atLeast(0.99), { plan })).toMatchObject({ status: 'inconclusive' });
    // With as few, a rate far off the objective is still told.
    expect(judge(atLeast(0.99), { plan, behave: failEvery(1) })?.status).toBe('missed');
  });

  test('is inconclusive without operations', () => {
    expect(judge(atLeast(0.99, { operation: 'DeleteObject' }))).toMatchObject({
      status: 'inconclusive',
      value: null,
      explanation: 'No operation was scheduled of DeleteObject in the fault phase.',
    });
  });

  test('can be that of one operation and one region that served', () => {
    expect(judge(atLeast(0.99, { region: standby, operation: 'GetObject' }))).toMatchObject({
      status: 'passed',
      value: 1,
    });
    expect(judge(atLeast(0.99, { region: primary }))?.value).toBeCloseTo(4 / 80, 12);
  });
});

describe('a latency', () => {
  const atMost = (value: number, scope: Partial<Objective> = {}) =>
    buildObjective({ measure: 'latency', phase: 'fault', quantile: 0.99, value, ...scope });

  test('is the quantile of the merged histogram, within 1 %', () => {
    const rule = judge(atMost(100), { behave: (ms) => succeed(primary, ms >= 10_000 && ms < 10_300 ? 80 : 10) });
    expect(rule?.status).toBe('passed');
    expect(rule?.value).toBeGreaterThan(79);
    expect(rule?.value).toBeLessThan(81);
    expect(judge(atMost(50), { behave: (ms) => succeed(primary, ms >= 10_000 && ms < 10_300 ? 80 : 10) })?.status).toBe(
      'missed',
    );
  });

  test('is inconclusive where n is too small for the quantile', () => {
    const rule = judge(atMost(100, { quantile: 0.999 }));
    expect(rule).toMatchObject({ status: 'inconclusive', value: null });
    expect(rule?.explanation).toContain('n too small');
    expect(rule?.explanation).toContain('p99.9 needs 3,688');
  });

  test('is missed where operations were sent and none succeeded', () => {
    const rule = judge(atMost(100), {
      behave: (ms, op, random) => (ms >= 10_000 && ms < 25_000 ? failThrice(primary, random) : healthy(ms, op, random)),
    });
    expect(rule).toMatchObject({ status: 'missed', value: null });
  });

  test('says when it differs from the objective by less than the histogram’s error', () => {
    const rule = judge(atMost(10), { behave: () => succeed(primary, 10) });
    expect(rule?.explanation).toContain('less than the histogram’s error');
  });
});

describe('a time', () => {
  test('passes up to its bound and misses beyond it', () => {
    expect(judge(buildObjective({ measure: 'failoverTime', value: 380 }))).toMatchObject({
      status: 'passed',
      value: 380,
    });
    expect(judge(buildObjective({ measure: 'failoverTime', value: 379 }))).toMatchObject({
      status: 'missed',
      value: 380,
    });
    expect(judge(buildObjective({ measure: 'failbackTime', value: 6050 }))?.status).toBe('passed');
  });

  test('that never came misses its bound', () => {
    const behave: Behave = (ms, op, random) =>
      ms >= planted.faultAtMs ? failThrice(primary, random) : healthy(ms, op, random);
    for (const measure of ['detectionTime', 'failoverTime', 'recoveryTime', 'failbackTime'] as const) {
      expect(judge(buildObjective({ measure, value: 10_000 }), { behave })).toMatchObject({
        status: 'missed',
        value: null,
      });
    }
  });

  test('that the run was too short to prove says since when it may have been', () => {
    const behave: Behave = (ms, op, random) =>
      ms >= planted.faultAtMs && ms < 33_000 ? failThrice(primary, random) : healthy(ms, op, random);
    const rule = judge(buildObjective({ measure: 'recoveryTime', value: 10_000 }), { behave });
    expect(rule?.explanation).toContain('at the target again from 33 s of the run on, but not for long enough');
  });

  test('cannot be judged where no request was faulted', () => {
    const rule = judge(buildObjective({ measure: 'recoveryTime', value: 10_000 }), {
      behave: healthy,
      faultAtMs: null,
    });
    expect(rule).toMatchObject({ status: 'inconclusive', value: null });
  });
});

test('retry amplification is judged by phase', () => {
  const atMost = (value: number) => buildObjective({ measure: 'retryAmplification', phase: 'fault', value });
  const exact = (3000 + 2 * 76) / 3000;
  expect(judge(atMost(1.1))).toMatchObject({ status: 'passed', value: exact });
  expect(judge(atMost(1.05))?.status).toBe('missed');
  expect(judge(atMost(1.05))?.explanation).toBe(
    '3,152 attempts ÷ 3,000 operations in the fault phase that sent any = 1.051; at most 1.05× passes.',
  );
});
