import { describe, expect, test } from 'vitest';
import { judgeStatus, withComparison } from '../../src/result/verdict.ts';
import type { PlannedFault } from '../../src/shared/contracts/plan.ts';
import type { Comparison, ComparisonMetric } from '../../src/shared/contracts/result.ts';
import { failThrice, healthy, planted, succeed } from './behaviours.ts';
import {
  buildClients,
  buildFailover,
  buildFault,
  buildObjective,
  buildPlan,
  buildWorkload,
  primary,
  standby,
} from './build-plan.ts';
import { reduceSimulation, simulateFailover } from './reduce.ts';
import type { Simulation } from './simulate-run.ts';

describe('the status', () => {
  const passed = { status: 'passed' } as const;
  const missed = { status: 'missed' } as const;
  const unclear = { status: 'inconclusive' } as const;
  const judge = (rules: { status: 'passed' | 'missed' | 'inconclusive' }[], verdict?: Comparison['verdict']) =>
    judgeStatus({ interrupted: false, valid: true, rules, comparison: verdict === undefined ? null : { verdict } });

  test('is the worst thing known', () => {
    expect(judgeStatus({ interrupted: true, valid: false, rules: [missed], comparison: null })).toBe('interrupted');
    expect(judgeStatus({ interrupted: false, valid: false, rules: [missed], comparison: null })).toBe('invalid');
    expect(judge([passed, missed], 'regressed')).toBe('missed');
    expect(judge([passed, unclear], 'regressed')).toBe('regressed');
    expect(judge([passed, unclear], 'improved')).toBe('improved');
    expect(judge([passed], 'inconclusive')).toBe('inconclusive');
    expect(judge([passed, unclear], 'pass')).toBe('inconclusive');
    expect(judge([passed], 'pass')).toBe('passed');
    expect(judge([])).toBe('passed');
  });
});

describe('the headline', () => {
  const objectives = [
    buildObjective({ measure: 'successRate', phase: 'fault', value: 0.99 }),
    buildObjective({ measure: 'recoveryTime', value: 10_000 }),
  ];
  const write = (overrides: Partial<Simulation> = {}) =>
    reduceSimulation(simulateFailover({ plan: buildPlan({ objectives }), ...overrides })).verdict;

  test('of a missed objective says what broke, where, how much, against what, and where the traffic went', () => {
    expect(write()).toMatchObject({
      status: 'missed',
      headline:
        '97.46 % of operations succeeded while us-east-1 answered InternalError (objective 99 %); traffic moved to us-west-2 in 380 ms and returned 6.05 s after the fault ended.',
    });
  });

  test('of several missed objectives counts the others', () => {
    const verdict = write({
      behave: (ms, op, random) => (ms >= planted.faultAtMs ? failThrice(primary, random) : healthy(ms, op, random)),
    });
    expect(verdict.headline).toBe(
      '0.13 % of operations succeeded while us-east-1 answered InternalError (objective 99 %); 1 more objective was missed.',
    );
  });

  test('of a service that never recovered says so', () => {
    const verdict = write({
      plan: buildPlan({ objectives: objectives.slice(1) }),
      behave: (ms, op, random) => (ms >= planted.faultAtMs ? failThrice(primary, random) : healthy(ms, op, random)),
    });
    expect(verdict.headline).toBe(
      'The service did not recover within the run after us-east-1 answered InternalError (objective 10 s).',
    );
  });

  test('of traffic that stayed away says that it had not returned', () => {
    const verdict = write({
      behave: (ms) => succeed(ms < planted.faultAtMs ? primary : standby, 10),
      counters: { matched: 5, injected: 5 },
    });
    expect(verdict).toMatchObject({
      status: 'passed',
      headline:
        '100 % of operations succeeded while us-east-1 answered InternalError (objective 99 %); traffic moved to us-west-2 in 380 ms and had not returned when the run ended; both objectives held.',
    });
  });

  test('names the requests that a fault met', () => {
    const told = (
      selectors: PlannedFault['selectors'],
      injected: number,
      parameters: PlannedFault['parameters'] = {},
    ) =>
      write({
        plan: buildPlan({ objectives, faults: [buildFault({ selectors, parameters })] }),
        counters: { matched: 1000, injected },
      }).headline;
    expect(told({ operations: ['GetObject'], probability: 0.3 }, 300)).toContain('InternalError (30 % of GetObject) (');
    expect(told({ operations: ['PutObject'], first: 7 }, 7)).toContain('InternalError (the first 7 PutObject) (');
    expect(told({ prefix: 'logs/', probability: 0.2 }, 200)).toContain('(20 % of requests under logs/)');
    expect(told({ operations: ['PutObject'] }, 20, { perPrefixPerSecond: 5 })).toContain('beyond its rate (PutObject)');
  });

  test('names rejection where it is the main reason of failure', () => {
    const result = reduceSimulation(
      simulateFailover({
        plan: buildPlan({ objectives }),
        behave: (ms) =>
          ms >= 11_000 && ms < 12_000
            ? { outcome: 'rejected', region: '', latencyMs: 0, attempts: [] }
            : succeed(primary, 10),
        counters: { matched: 5, injected: 5 },
      }),
    );
    expect(result.verdict.headline).toContain('200 operations were rejected: no region took them');
    expect(result.blastRadius.summary).toBe('No attempt failed. 200 operations were rejected: no region took them.');
    expect(write().headline).not.toContain('rejected');
  });

  test('names no single region where several share the traffic by weight', () => {
    const third = 'eu-west-1';
    const [first] = buildPlan().regions;
    if (first === undefined) throw new Error('the plan has a region');
    const failover = buildFailover({ weights: { [primary]: 0.4, [standby]: 0.3, [third]: 0.3 } });
    const plan = buildPlan({
      regions: [...buildPlan().regions, { ...first, name: third }],
      workloads: [buildWorkload({ clients: buildClients({ standby: [standby, third], failover }) })],
    });
    const { headline } = write({
      plan,
      behave: (ms, _, random) => {
        if (ms < planted.shiftedAtMs && random() < 0.4) return succeed(primary, 10);
        return succeed(random() < 0.5 ? standby : third, 10);
      },
      counters: { matched: 5, injected: 5 },
    });
    expect(headline).toContain('traffic moved to the other regions in');
  });

  test('of an invalid run says what is wrong with it', () => {
    const verdict = write({ counters: { revertedBy: 'lease' }, startLagMs: () => 90 });
    expect(verdict.status).toBe('invalid');
    expect(verdict.headline).toBe(
      'Fault internalError-1 on us-east-1 ended by its lease, not by request: heartbeats stopped and the gateway healed itself, so the fault did not last as planned; no figure of this run can be trusted (and for 1 more reason).',
    );
  });

  test('of a drill without faults or objectives still says how it went', () => {
    const { verdict } = reduceSimulation({ plan: buildPlan({ faults: [] }), behave: healthy });
    expect(verdict).toMatchObject({
      status: 'passed',
      headline:
        '100 % of operations succeeded in the fault phase, for which no fault was planned (the drill states no objective).',
    });
  });

  test('of too little evidence says so', () => {
    const plan = buildPlan({
      objectives: [buildObjective({ measure: 'latency', phase: 'fault', quantile: 0.999, value: 500 })],
    });
    const verdict = write({ plan });
    expect(verdict.status).toBe('inconclusive');
    expect(verdict.headline).toMatch(
      /^Too few operations succeeded while us-east-1 answered InternalError to tell p99\.9 \(objective 500 ms, too little evidence to tell\)/,
    );
  });
});

describe('a comparison', () => {
  const result = reduceSimulation(simulateFailover());

  test('that regressed decides the verdict and opens the headline', () => {
    const compared = withComparison(result, buildComparison('regressed'));
    expect(compared.verdict.status).toBe('regressed');
    expect(compared.verdict.headline).toMatch(
      /^Against 5 baseline runs, p99\(fault\) regressed by 32 % \(tolerance 15 %\); 97\.46 % of operations succeeded/,
    );
  });

  test('replaces an earlier one without a trace', () => {
    const once = withComparison(result, buildComparison('pass'));
    expect(once.verdict).toEqual(result.verdict);
    expect(withComparison(withComparison(result, buildComparison('regressed')), buildComparison('pass'))).toEqual(once);
    const improved = withComparison(result, buildComparison('improved'));
    expect(withComparison(improved, buildComparison('improved'))).toEqual(improved);
  });

  test('does not outweigh an objective that was missed, nor an invalid run', () => {
    const objectives = [buildObjective({ measure: 'failoverTime', value: 1 })];
    const missed = reduceSimulation(simulateFailover({ plan: buildPlan({ objectives }) }));
    expect(withComparison(missed, buildComparison('improved')).verdict).toEqual(missed.verdict);
    const invalid = reduceSimulation(simulateFailover({ startLagMs: () => 500 }));
    expect(withComparison(invalid, buildComparison('regressed')).verdict).toEqual(invalid.verdict);
    const interrupted = reduceSimulation(simulateFailover({ end: { interrupted: true } }));
    expect(withComparison(interrupted, buildComparison('regressed')).verdict.status).toBe('interrupted');
  });
});

function buildComparison(verdict: Comparison['verdict']): Comparison {
  const metric: ComparisonMetric = {
    id: 'p99(fault)',
    phase: 'fault',
    region: null,
    op: null,
    unit: 'ms',
    baseline: 50,
    candidate: 66,
    delta: 0.32,
    low: 0.2,
    high: 0.5,
    tolerance: 0.15,
    minimumDetectable: 0.1,
    baselineRange: [48, 52],
    primary: true,
    verdict,
    note: '',
  };
  return { baselineRuns: ['1', '2', '3', '4', '5'], candidateRuns: ['6'], verdict, metrics: [metric] };
}
