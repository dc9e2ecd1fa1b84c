import { describe, expect, test } from 'vitest';
import type { Objective } from '../../../src/shared/contracts/plan.ts';
import { failThrice, healthy, planted, shed, succeed } from '../behaviours.ts';
import {
  buildObjective,
  buildPlan,
  buildPlanWithLoad,
  buildWorkload,
  openLoad,
  primary,
  standby,
} from '../build-plan.ts';
import { reduce, reduceSimulation, simulateFailover } from '../reduce.ts';
import { type Behave, type Simulation, simulateRun } from '../simulate-run.ts';

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
    const plan = buildPlanWithLoad(openLoad(1));
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
      expect(judge(buildObjective({ measure, value: 10_000 }), { behave, events: [] })).toMatchObject({
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

test('a time whose beginning nobody knows is not called a fault that never came', () => {
  const objectives = [buildObjective({ measure: 'recoveryTime', value: 10_000 })];
  const plan = buildPlan({ objectives });
  const records = simulateRun(simulateFailover({ plan })).filter(({ type }) => type !== 'gateway');
  const [rule] = reduce(plan, records).verdict.rules;
  expect(rule).toMatchObject({ status: 'inconclusive', value: null });
  expect(rule?.explanation).toBe(
    'The gateways’ counters were not read, so it is not known when a request was first faulted; at most 10 s passes.',
  );
});

test('traffic that never moved has nothing to fail back', () => {
  const rule = judge(buildObjective({ measure: 'failbackTime', value: 10_000 }), { behave: healthy });
  expect(rule).toMatchObject({ status: 'missed', value: null });
  expect(rule?.explanation).toContain('Traffic never moved as a whole, so there was nothing to fail back');
});

describe('a traffic share', () => {
  const share = (value: number, scope: Partial<Objective> = {}) =>
    buildObjective({
      measure: 'trafficShare',
      phase: 'fault',
      region: standby,
      comparator: 'atLeast',
      value,
      ...scope,
    });

  test('is that of the operations which any region served', () => {
    // 14,600 ms of 15,000 ms on the standby at 200/s; 76 operations failed on the primary.
    const rule = judge(share(0.95));
    expect(rule).toMatchObject({ status: 'passed', value: 2920 / 3000, unit: 'ratio' });
    expect(rule?.explanation).toBe(
      '2,920 of 3,000 operations in the fault phase that were sent to any region were served by us-west-2 (or asked it last) = 97.33 %; at least 95 % passes.',
    );
    expect(judge(share(0.98))?.status).toBe('missed');
    expect(judge(share(0.02, { region: primary, comparator: 'atMost' }))?.status).toBe('missed');
  });

  test('leaves out what no region served', () => {
    const behave: Behave = (scheduledMs) => (Math.floor(scheduledMs / 5) % 2 === 0 ? shed() : succeed(standby, 10));
    expect(judge(share(1), { behave })).toMatchObject({ status: 'passed', value: 1 });
    expect(judge(share(1), { behave: shed })).toMatchObject({ status: 'inconclusive', value: null });
  });
});

test('latency of a closed load counts from the start', () => {
  const open = buildWorkload({ name: 'a', load: openLoad(100) });
  const closed = buildWorkload({ name: 'b', load: { model: 'closed', thinkMs: 1000 } });
  const explain = (workload: string | null) => {
    const objectives = [buildObjective({ measure: 'latency', quantile: 0.5, value: 500, workload })];
    const plan = buildPlan({ workloads: [open, closed], objectives });
    return reduceSimulation(simulateFailover({ plan })).verdict.rules[0]?.explanation;
  };
  expect(explain('a')).toContain(' from the scheduled time (merged');
  expect(explain('b')).toContain(' from the start (merged');
  expect(explain(null)).toContain(' from the scheduled time (closed loads: from the start) (merged');
});

test('a traffic share may be that of one workload', () => {
  const workloads = ['checkout', 'reports'].map((name) => buildWorkload({ name, load: openLoad(100) }));
  const scope = {
    measure: 'trafficShare',
    phase: 'fault',
    region: standby,
    comparator: 'atLeast',
    value: 0.8,
  } as const;
  const objectives = [
    buildObjective({ ...scope, workload: 'checkout', id: 'checkout' }),
    buildObjective({ ...scope, workload: 'reports', id: 'reports' }),
    buildObjective({ ...scope, id: 'both' }),
  ];
  // Of reports one operation in four goes to the standby.
  const behave: Behave = (scheduledMs, _op, _random, { name }) =>
    succeed(name === 'checkout' || Math.round(scheduledMs / 10) % 4 === 0 ? standby : primary, 10);
  const { verdict } = reduceSimulation({ plan: buildPlan({ workloads, objectives, faults: [] }), behave });
  expect(verdict.rules.map(({ status, value }) => [status, value])).toEqual([
    ['passed', 1],
    ['missed', 0.25],
    ['missed', 0.625],
  ]);
  expect(verdict.rules[1]?.explanation).toContain('375 of 1,500 operations in workload reports in the fault phase');
  expect(verdict.headline).toContain('us-west-2 served 25 % of the traffic of workload reports in the fault phase');
});

test('a shed share counts what was shed among all that was scheduled', () => {
  const atMost = (value: number) => buildObjective({ measure: 'shedShare', phase: 'fault', value });
  const behave: Behave = (scheduledMs) => (Math.floor(scheduledMs / 5) % 4 === 0 ? shed() : succeed(primary, 10));
  expect(judge(atMost(0.25), { behave })).toMatchObject({ status: 'passed', value: 0.25 });
  expect(judge(atMost(0.2), { behave })?.status).toBe('missed');
});

describe('retry synchronisation', () => {
  const atMost = (value: number) => buildObjective({ measure: 'retrySynchronisation', phase: 'fault', value });

  test('says when the 100 ms were that stood out most and what surrounded them', () => {
    const behave: Behave = (scheduledMs) =>
      scheduledMs < 12_000 || scheduledMs >= 12_500
        ? succeed(primary, 10)
        : {
            ...succeed(standby, 1500),
            attempts: [
              { region: primary, outcome: 'serverError', code: 'InternalError', afterMs: 0 },
              { region: standby, outcome: 'ok', code: '', afterMs: 13_010 - scheduledMs },
            ],
          };
    const rule = judge(atMost(3), { behave });
    expect(rule?.status).toBe('missed');
    expect(rule?.value).toBeCloseTo((8.5 ** 2 * 11) / 100, 9);
    expect(rule?.explanation).toBe(
      'The 100 ms that stood out most in the fault phase, at 13 s, sent 100 retries where 100 ms of the 1.1 s around them sent 9.091; pulse, less what chance adds, ÷ mean = 7.947 (never below 1); at most 3× passes.',
    );
  });

  test('is inconclusive without enough retries', () => {
    expect(judge(atMost(3), { behave: healthy })).toMatchObject({ status: 'inconclusive', value: null });
  });
});

test('retry amplification is judged by phase', () => {
  const atMost = (value: number) => buildObjective({ measure: 'retryAmplification', phase: 'fault', value });
  const exact = (3000 + 2 * 76) / 3000;
  expect(judge(atMost(1.1))).toMatchObject({ status: 'passed', value: exact });
  expect(judge(atMost(1.05))?.status).toBe('missed');
  expect(judge(atMost(1.05))?.explanation).toBe(
    '3,152 attempts ÷ 3,000 requests in the fault phase that would have been sent had none failed = 1.051; at most 1.05× passes.',
  );
});
