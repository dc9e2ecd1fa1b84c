import { expect, test } from 'vitest';
import { load, policies } from '../../src/index.ts';
import type { PlanClients } from '../../src/shared/contracts/policies.ts';
import { planAll, planOne } from './example-drill.ts';

function planClients(clients: object): PlanClients {
  const [workload] = planOne({ clients, phases: { steady: '10s' } }).workloads;
  if (workload === undefined) throw new Error('the plan has no workload');
  return workload.clients;
}

test('without a word, clients do what the SDK does, with a breaker and failover', () => {
  expect(planClients({})).toMatchObject({
    count: 10,
    concurrency: 8,
    queueLimit: 100,
    primary: 'us-east-1',
    standby: ['us-west-2'],
    retry: { kind: 'standard', maxAttempts: 3 },
    breaker: { trip: { kind: 'consecutive', failures: 5 }, openForMs: 5000, probes: 3, scope: 'region' },
    failover: { weights: null, operations: null, failback: { kind: 'probe', stableMs: 0, rampMs: 0 } },
    hedge: null,
    limit: { kind: 'fixed' },
    shedding: null,
  });
});

test('neither throttling nor the caller’s own errors speak against a region unless the drill says so', () => {
  const counted = planClients({}).breaker?.countedOutcomes ?? [];
  expect(counted).toContain('serverError');
  for (const outcome of ['ok', 'throttled', 'clientError', 'corrupt', 'deadlineExceeded']) {
    expect(counted).not.toContain(outcome);
  }
  const deaf = planClients({ breaker: policies.breaker({ counts: ['throttled'] }) });
  expect(deaf.breaker?.countedOutcomes).toEqual(['throttled']);
});

const backoff = { maxAttempts: 3, factor: 1, jitter: 'none', quota: null, honoursRetryAfter: true };

test.each([
  [policies.none(), { kind: 'none' }],
  [policies.adaptive({ maxAttempts: 5 }), { kind: 'adaptive', maxAttempts: 5 }],
  [
    policies.immediate({ maxAttempts: 'unbounded' }),
    { ...backoff, kind: 'immediate', maxAttempts: null, baseMs: 0, capMs: 0, honoursRetryAfter: false },
  ],
  [policies.fixed(), { ...backoff, kind: 'fixed', baseMs: 100, capMs: 100 }],
  [
    policies.exponential({ quota: { capacity: 10 }, retryAfter: false, jitter: 'equal' }),
    {
      ...backoff,
      kind: 'exponential',
      baseMs: 50,
      factor: 2,
      capMs: 20_000,
      jitter: 'equal',
      quota: { capacity: 10, retryCost: 5, successRefund: 1 },
      honoursRetryAfter: false,
    },
  ],
])('%j is planned whole', (retry, planned) => {
  expect(planClients({ retry }).retry).toEqual(planned);
});

test('an operator’s times count from the start of the fault phase', () => {
  const failover = policies.failover({ failback: 'operator', operator: { away: '2s', back: '12s' } });
  expect(planClients({ failover }).failover?.operator).toEqual({ awayAtMs: 12_000, backAtMs: 22_000 });
  const gone = policies.failover({ operator: { away: 0 } });
  expect(planClients({ failover: gone }).failover?.operator).toEqual({ awayAtMs: 10_000, backAtMs: null });
});

test('all of a failover policy reaches the plan', () => {
  const failover = policies.failover({
    weights: { 'us-east-1': 0.6, 'us-west-2': 0.4 },
    readsOnly: true,
    deadlineShare: 0.5,
    healthProbe: true,
    stableFor: '1s',
    ramp: '5s',
  });
  expect(planClients({ failover }).failover).toEqual({
    weights: { 'us-east-1': 0.6, 'us-west-2': 0.4 },
    operations: ['GetObject', 'HeadObject', 'ListObjectsV2', 'GetObjectTagging'],
    deadlineShare: 0.5,
    healthProbe: { everyMs: 1000, timeoutMs: 500, unhealthyAfter: 3, healthyAfter: 3 },
    operator: null,
    failback: { kind: 'probe', stableMs: 1000, rampMs: 5000 },
    standbyProtection: null,
  });
  const cap = policies.failover({ protectStandby: { cap: '600/m' } });
  expect(planClients({ failover: cap }).failover?.standbyProtection).toEqual({ kind: 'cap', perSecond: 10 });
  const ramp = policies.failover({ protectStandby: { ramp: '5s' }, healthProbe: false });
  expect(planClients({ failover: ramp }).failover).toMatchObject({
    healthProbe: null,
    standbyProtection: { kind: 'ramp', fromShare: 0.1, overMs: 5000 },
  });
});

test('so does what bounds and sheds', () => {
  const clients = {
    breaker: policies.breaker({ failureRate: 0.5, per: 'operation' }),
    hedge: policies.hedge({ quantile: 0.95 }),
    limit: policies.aimd(),
    shedding: policies.shedding(),
  };
  expect(planClients(clients)).toMatchObject({
    breaker: { trip: { kind: 'rate', failureRate: 0.5, windowMs: 10_000, minimumAttempts: 20 }, scope: 'operation' },
    hedge: { after: { kind: 'quantile', quantile: 0.95 }, budget: 0.05 },
    limit: { kind: 'aimd', minimum: 1, backoff: 0.7 },
    shedding: { normalShare: 0.5, deferrableShare: 0, returnAfterMs: 2000 },
  });
  expect(
    planClients({ hedge: policies.hedge({ after: '50ms', budget: 0.2 }), limit: policies.gradient() }),
  ).toMatchObject({
    hedge: { after: { kind: 'delay', delayMs: 50 }, budget: 0.2 },
    limit: { kind: 'gradient', minimum: 1, tolerance: 1.5 },
  });
});

test('several workloads keep their order, and have what is theirs over what is the drill’s', () => {
  const plan = planOne({
    workload: undefined,
    clients: { count: 3, retry: policies.none() },
    load: load.constant('7/s'),
    workloads: {
      reports: { workload: { ListObjectsV2: { share: 1 } }, clients: { count: 1, primary: 'us-west-2' } },
      checkout: {
        workload: { GetObject: { share: 0.5, priority: 'normal' }, PutObject: { share: 0.5 } },
        priority: 'critical',
        load: load.concurrency(),
      },
    },
  });
  expect(plan.workloads).toMatchObject([
    {
      name: 'reports',
      clients: { count: 1, primary: 'us-west-2', standby: ['us-east-1'], retry: { kind: 'none' } },
      operations: [{ name: 'ListObjectsV2', priority: 'normal' }],
      load: { model: 'open', points: [{ atMs: 0, perSecond: 7 }] },
    },
    {
      name: 'checkout',
      clients: { count: 3, primary: 'us-east-1', standby: ['us-west-2'] },
      operations: [{ priority: 'normal' }, { priority: 'critical' }],
      load: { model: 'closed' },
    },
  ]);
});

test('variants give one plan each, in their order, with the same seed and another hash', () => {
  const clients = { count: 4, retry: policies.adaptive() };
  const variants = {
    usual: {},
    noJitter: { retry: policies.exponential() },
    bare: { breaker: false, failover: false },
  };
  const plans = planAll({ clients, variants });
  expect(plans.map(({ drill, workloads }) => [drill.variant, workloads[0]?.clients.retry.kind])).toEqual([
    ['usual', 'adaptive'],
    ['noJitter', 'exponential'],
    ['bare', 'adaptive'],
  ]);
  expect(plans.every(({ workloads }) => workloads[0]?.clients.count === 4)).toBe(true);
  expect(new Set(plans.map(({ seed }) => seed)).size).toBe(1);
  expect(new Set(plans.map(({ drill }) => drill.hash)).size).toBe(3);
  // A variant that changes nothing is the drill itself, whatever it is called; and one more variant changes no other.
  const [without] = planAll({ clients });
  expect(plans[0]?.drill.hash).toBe(without?.drill.hash);
  expect(plans[0]?.seed).toBe(without?.seed);
});

test('a variant’s clients win over a workload’s own', () => {
  const workloads = { a: { workload: { GetObject: { share: 1 } }, clients: { count: 2, queue: 5 } } };
  const [plan] = planAll({ workload: undefined, workloads, variants: { many: { count: 9 } } });
  expect(plan?.workloads[0]?.clients).toMatchObject({ count: 9, queueLimit: 5 });
});

test('a key that says nothing leaves what others say', () => {
  const [plan] = planAll({ clients: { count: 2 }, variants: { same: { count: undefined } } });
  expect(plan?.workloads[0]?.clients.count).toBe(2);
});
