import { describe, expect, test } from 'vitest';
import { failThrice, healthy, shed, succeed } from '../behaviours.ts';
import {
  buildClients,
  buildObjective,
  buildOperation,
  buildPlan,
  buildWorkload,
  openLoad,
  primary,
} from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';
import type { Behave, SimulatedOperation } from '../simulate-run.ts';

const checkout = buildWorkload({
  name: 'checkout',
  load: openLoad(100),
  operations: [
    buildOperation({ name: 'PutObject', share: 0.5, priority: 'critical' }),
    buildOperation({ name: 'GetObject', share: 0.5 }),
  ],
});
const reports = buildWorkload({
  name: 'reports',
  load: openLoad(40),
  clients: buildClients({ count: 2, concurrency: 4 }),
  operations: [buildOperation({ name: 'GetObject', share: 1, priority: 'deferrable' })],
});
const workloads = [checkout, reports];
const sheds = 7;

/** Sheds the first deferrable operations of the fault phase. */
function shedSome(): Behave {
  let left = sheds;
  return (scheduledMs, _op, _random, { name }) => {
    if (name === 'checkout') return succeed(primary, 10);
    if (scheduledMs < 10_000 || scheduledMs >= 25_000 || left === 0) return succeed(primary, 80);
    left -= 1;
    return shed();
  };
}

describe('several workloads', () => {
  const scope = { phase: 'fault', priority: 'deferrable' } as const;
  const objectives = [
    buildObjective({ ...scope, measure: 'shedShare', value: 0.01 }),
    buildObjective({ ...scope, measure: 'successRate', value: 0.98, id: 'deferrable' }),
    buildObjective({ phase: 'fault', workload: 'checkout', measure: 'successRate', value: 0.999, id: 'checkout' }),
    buildObjective({ phase: 'fault', workload: 'reports', measure: 'latency', value: 50, quantile: 0.5, id: 'p50' }),
    buildObjective({ phase: 'fault', priority: 'critical', measure: 'latency', value: 50, quantile: 0.5, id: 'crit' }),
  ];
  const plan = buildPlan({ workloads, faults: [], objectives });
  const result = reduceSimulation({ plan, behave: shedSome() });

  test('make a valid run', () => {
    expect(result.validity).toEqual({ valid: true, reasons: [], warnings: [] });
    expect(result.load).toEqual([
      { workload: 'checkout', model: 'open', description: '100/s, uniform arrivals', clients: 10, concurrency: 8 },
      { workload: 'reports', model: 'open', description: '40/s, uniform arrivals', clients: 2, concurrency: 4 },
    ]);
  });

  test('have rows of their own: what was shed is theirs alone', () => {
    const rows = result.workloads.filter(({ phase }) => phase === 'fault');
    expect(rows).toMatchObject([
      { workload: 'checkout', count: 1500, succeeded: 1500, failed: 0, shed: 0, successRate: 1 },
      { workload: 'reports', count: 600, succeeded: 593, failed: 7, shed: sheds, successRate: 593 / 600 },
    ]);
    expect(rows[0]?.latencyMs.p50).toBeCloseTo(10, 0);
    expect(rows[1]?.latencyMs.p50).toBeGreaterThan(79);
  });

  test('add up by priority, in the order of importance, those in use only', () => {
    const rows = result.priorities.filter(({ phase }) => phase === 'fault');
    expect(rows.map(({ priority, shed }) => [priority, shed])).toEqual([
      ['critical', 0],
      ['normal', 0],
      ['deferrable', sheds],
    ]);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2100);
    expect(reduceSimulation({ plan: buildPlan(), behave: healthy }).priorities.map(({ priority }) => priority)).toEqual(
      ['normal', 'normal', 'normal'],
    );
  });

  test('are judged by workload and by priority', () => {
    const [share, deferrable, busy, slow, critical] = result.verdict.rules;
    expect(share).toMatchObject({ status: 'missed', value: sheds / 600 });
    expect(share?.explanation).toBe(
      '7 of 600 operations with priority deferrable in the fault phase were shed = 1.16 %; at most 1 % passes.',
    );
    expect(deferrable).toMatchObject({ status: 'passed', value: 593 / 600 });
    expect(busy).toMatchObject({ status: 'passed', value: 1 });
    expect(busy?.explanation).toContain('1,500 of 1,500 operations in workload checkout in the fault phase succeeded');
    expect(slow?.status).toBe('missed');
    expect(critical?.status).toBe('passed');
    expect(result.verdict.headline).toBe(
      'Clients shed 1.16 % of deferrable operations in the fault phase, for which no fault was planned (objective 1 %); 1 more objective was missed.',
    );
  });
});

test('an operation counts under its own priority: what follows another has that one’s', () => {
  const workload = buildWorkload({
    operations: [
      buildOperation({ name: 'PutObject', share: 0.5, priority: 'critical', followedBy: 'GetObject' }),
      buildOperation({ name: 'GetObject', share: 0.5, priority: 'deferrable' }),
    ],
  });
  const inFault = { phase: 'fault', comparator: 'equals' } as const;
  const objectives = [
    buildObjective({ ...inFault, measure: 'successRate', priority: 'critical', value: 1, id: 'critical' }),
    buildObjective({ ...inFault, measure: 'retryAmplification', priority: 'critical', value: 1, id: 'calm' }),
    buildObjective({ ...inFault, measure: 'successRate', priority: 'deferrable', value: 0, id: 'deferrable' }),
    buildObjective({ ...inFault, measure: 'retryAmplification', priority: 'deferrable', value: 3, id: 'amplified' }),
    buildObjective({
      ...inFault,
      measure: 'latency',
      priority: 'critical',
      quantile: 0.2,
      comparator: 'atMost',
      value: 20,
    }),
  ];
  // Arrivals come every 5 ms from 2.5 ms on, follow-ups 32 ms after them: of the fault phase's reads only those fail that arrive by themselves.
  const behave: Behave = (scheduledMs, op, random) => {
    if (op === 'PutObject') return succeed(primary, 32);
    const isArrival = Math.abs((scheduledMs % 5) - 2.5) < 0.1;
    const fails = isArrival && scheduledMs >= 10_000 && scheduledMs < 25_000;
    return fails ? failThrice(primary, random) : succeed(primary, 10);
  };
  const plan = buildPlan({ workloads: [workload], faults: [], objectives });
  const { priorities, operations, totals, verdict, validity } = reduceSimulation({ plan, behave });
  expect(validity).toEqual({ valid: true, reasons: [], warnings: [] });
  expect(verdict.rules.map(({ status }) => status)).toEqual(objectives.map(() => 'passed'));
  const inPhase = priorities.filter(({ phase }) => phase === 'fault');
  expect(inPhase.map(({ priority }) => priority)).toEqual(['critical', 'deferrable']);
  const reads = operations.find(({ phase, op }) => phase === 'fault' && op === 'GetObject');
  expect(inPhase[1]).toMatchObject({ count: reads?.failed, succeeded: 0 });
  expect(priorities.reduce((sum, { count }) => sum + count, 0)).toBe(totals.operations);
});

describe('a closed load', () => {
  const load = { model: 'closed', thinkMs: 0 } as const;
  const clients = buildClients({ count: 2, concurrency: 4 });
  const plan = buildPlan({ workloads: [buildWorkload({ load, clients })] });
  const failed: SimulatedOperation = {
    outcome: 'failed',
    region: primary,
    latencyMs: 200,
    attempts: [{ region: primary, outcome: 'serverError', code: 'InternalError', afterMs: 0 }],
  };

  test('is told as such, and has no rate to be held to', () => {
    const result = reduceSimulation({ plan: { ...plan, faults: [] }, behave: () => succeed(primary, 40) });
    expect(result.load[0]).toMatchObject({ model: 'closed', description: '8 in flight (closed)' });
    // Eight in flight, 40 ms each.
    expect(result.phases[0]?.offeredPerSecond).toBe(200);
    expect(result.validity.reasons).toEqual([]);
    expect(result.validity.warnings).toEqual([expect.stringContaining("latency counts from each operation's start")]);
  });

  test('recovers when success is back on half of the operations that steady state had', () => {
    const recover = (latencyMs: number) =>
      reduceSimulation({
        plan,
        behave: (ms) => (ms >= 10_000 && ms < 20_000 ? failed : succeed(primary, ms < 10_000 ? 40 : latencyMs)),
        faultAtMs: 10_000,
        revertedAtMs: 25_000,
      }).recovery.recoveryMs;
    expect(recover(70)).toBe(10_000);
    // Within the slack of latency, but with 90 ms each they are fewer than half.
    expect(recover(89)).toBeNull();
  });
});
