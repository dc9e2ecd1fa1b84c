import { describe, expect, test } from 'vitest';
import { embedded, faults, objectives, policies } from '../../src/index.ts';
import { problemsWith } from './find-problems.ts';

type Case = [what: string, clients: object, path: string, message: RegExp];

describe('each of these clients has one problem', () => {
  const cases: Case[] = [
    [
      'a region without weight',
      { failover: policies.failover({ weights: { 'us-west-2': 0.9 } as never }) },
      'failover.weights',
      /sum to 0\.9/,
    ],
    [
      'a weight of a region that there is not',
      { failover: { kind: 'failover', weights: { 'us-east-1': 0.5, 'us-wset-2': 0.5 } } },
      "failover.weights['us-wset-2']",
      /expected 'us-east-1' or 'us-west-2'/,
    ],
    [
      'a weight of a region that its clients never ask',
      {
        standby: [],
        failover: policies.failover({ weights: { 'us-east-1': 0.5, 'us-west-2': 0.5 } as never, deadlineShare: 0.5 }),
      },
      'failover',
      /no standby|neither the primary nor a standby/,
    ],
    [
      'failover that nothing would trigger',
      { breaker: false, failover: policies.failover({ stableFor: '1s' }) },
      'failover',
      /breaker is off, and there is no healthProbe, operator or deadlineShare/,
    ],
    [
      'reads and operations',
      { failover: policies.failover({ readsOnly: true, operations: ['GetObject'] }) },
      'failover.readsOnly',
      /excludes operations/,
    ],
    [
      'failover for what is never sent',
      { failover: policies.failover({ operations: ['CopyObject'] }) },
      'failover.operations',
      /no workload sends/,
    ],
    [
      'an operator that never comes back',
      { failover: policies.failover({ failback: 'operator' }) },
      'failover.failback',
      /operator\.back/,
    ],
    [
      'an operator that comes back before going',
      { failover: policies.failover({ operator: { away: '5s', back: '2s' } }) },
      'failover.operator.back',
      /not after/,
    ],
    [
      'an operator that comes after the end',
      { failover: policies.failover({ operator: { away: '2s', back: '31s' } }) },
      'failover.operator.back',
      /over after 30000 ms/,
    ],
    [
      'a way back for those who stay',
      { failover: policies.failover({ failback: 'never', operator: { away: '2s', back: '5s' } }) },
      'failover.operator.back',
      /'never'/,
    ],
    [
      'hysteresis for those who stay',
      { failover: policies.failover({ failback: 'never', stableFor: '1s' }) },
      'failover.stableFor',
      /'never'/,
    ],
    [
      'a deadline share of all of it',
      { failover: policies.failover({ deadlineShare: 1 }) },
      'failover.deadlineShare',
      /between 0 and 1/,
    ],
    [
      'a ramp and a cap',
      { failover: { kind: 'failover', protectStandby: { ramp: '5s', cap: '5/s' } } },
      'failover.protectStandby',
      /one of them/,
    ],
    [
      'neither a ramp nor a cap',
      { failover: { kind: 'failover', protectStandby: {} } },
      'failover.protectStandby',
      /one of them/,
    ],
    [
      'protection from what is at home where it goes',
      {
        failover: policies.failover({
          weights: { 'us-east-1': 0.5, 'us-west-2': 0.5 } as never,
          protectStandby: { cap: '5/s' },
        }),
      },
      'failover.protectStandby',
      /no effect together with weights.*limit or by shedding/,
    ],
    [
      'a share to start a cap with',
      { failover: { kind: 'failover', protectStandby: { cap: '5/s', from: 0.1 } } },
      'failover.protectStandby.from',
      /without ramp/,
    ],
    [
      'probes that overtake each other',
      { failover: policies.failover({ healthProbe: { every: '100ms' } }) },
      'failover.healthProbe.timeout',
      /500 ms.*after 100 ms/,
    ],
    [
      'two ways to open a breaker',
      { breaker: { kind: 'breaker', consecutiveFailures: 5, failureRate: 0.5 } },
      'breaker.failureRate',
      /excludes/,
    ],
    [
      'a window of failures in a row',
      { breaker: { kind: 'breaker', window: '1s' } },
      'breaker.window',
      /without failureRate/,
    ],
    [
      'a breaker that counts nothing',
      { breaker: policies.breaker({ counts: [] }) },
      'breaker.counts',
      /at least 1 entry/,
    ],
    [
      'a breaker that counts successes',
      { breaker: { kind: 'breaker', counts: ['ok'] } },
      'breaker.counts[0]',
      /'serverError'/,
    ],
    ['a hedge without a time', { hedge: { kind: 'hedge' } }, 'hedge', /one of them/],
    ['a hedge with two', { hedge: { kind: 'hedge', after: 1, quantile: 0.5 } }, 'hedge', /one of them/],
    ['a hedge with nowhere to go', { standby: [], hedge: policies.hedge({ after: '50ms' }) }, 'hedge', /no standby/],
    [
      'a limit above all in flight',
      { concurrency: 2, limit: policies.aimd({ minimum: 3 }) },
      'limit',
      /more than the concurrency of 2/,
    ],
    ['a limit that never falls', { limit: policies.aimd({ backoff: 1 }) }, 'limit.backoff', /without these two/],
    ['shedding without a breaker', { breaker: false, shedding: policies.shedding() }, 'shedding', /breaker is off/],
    [
      'shedding for those who never ask again',
      { shedding: policies.shedding(), failover: policies.failover({ failback: 'never', healthProbe: true }) },
      'shedding',
      /never end.*failback: 'probe'.*a healthProbe and say breaker: false/,
    ],
    [
      'shedding until an operator comes',
      {
        shedding: policies.shedding(),
        failover: policies.failover({ failback: 'operator', operator: { away: '2s', back: '5s' } }),
      },
      'shedding',
      /not end before the operator.*failback: 'probe'.*healthProbe/,
    ],
    [
      'the least important let in first',
      { shedding: policies.shedding({ normal: 0.1, deferrable: 0.5 }) },
      'shedding.deferrable',
      /only 0\.1/,
    ],
    [
      'retries that are too many',
      { retry: policies.exponential({ maxAttempts: 101 }) },
      'retry.maxAttempts',
      /at most 100/,
    ],
    ['retries in words', { retry: { kind: 'fixed', maxAttempts: 'many' } }, 'retry.maxAttempts', /or 'unbounded'/],
    [
      'a curve that starts above its cap',
      { retry: policies.exponential({ base: '2s', cap: '1s' }) },
      'retry.base',
      /cap of 1000 ms/,
    ],
    [
      'a quota that pays for nothing',
      { retry: policies.fixed({ quota: { capacity: 3 } }) },
      'retry.quota.retryCost',
      /a full quota of 3/,
    ],
    [
      'endless retries of the SDK',
      { retry: { kind: 'standard', maxAttempts: 'unbounded' } },
      'retry.maxAttempts',
      /expected a number/,
    ],
  ];
  test.each(cases)('%s', (_, clients, path, message) => {
    const problems = problemsWith({ clients });
    expect(problems[0]).toMatchObject({ path: `clients.${path}`, message: expect.stringMatching(message) });
    expect(problems.filter((problem) => problem.path !== `clients.${path}`)).toEqual([]);
  });
});

test('a share of the deadline moves retries: alone, it needs some', () => {
  const clients = { failover: policies.failover({ deadlineShare: 0.5 }), retry: policies.none() };
  expect(problemsWith({ clients: { ...clients, breaker: false } })).toMatchObject([
    { path: 'clients.failover', message: expect.stringContaining('moves retries only') },
  ]);
  expect(problemsWith({ clients })).toEqual([]);
});

test('a fault or an objective in a region that no client asks can not be met', () => {
  const parts = { clients: { standby: [] }, faults: [faults.slowDown({ region: 'us-west-2' })] };
  const objective = objectives.trafficShare({ phase: 'fault', region: 'us-west-2' }).atLeast(0.5);
  expect(problemsWith({ ...parts, objectives: [objective] })).toMatchObject([
    { path: 'faults[0].region', message: expect.stringContaining('no client ever asks us-west-2') },
    { path: 'objectives[0].region', message: expect.stringContaining('no client ever asks us-west-2') },
  ]);
});

test('a variant that can not be read hides no problem, and makes none', () => {
  const variants = { broken: { breaker: 5 } };
  expect(problemsWith({ clients: { deadline: 1, attemptTimeout: 2 }, variants }).map(({ path }) => path)).toEqual([
    'variants.broken.breaker',
  ]);
});

test('each trigger is enough to fail over by', () => {
  for (const trigger of [{ healthProbe: true }, { operator: { away: 1 } }, { deadlineShare: 0.5 }]) {
    expect(problemsWith({ clients: { breaker: false, failover: policies.failover(trigger) } })).toEqual([]);
  }
});

test('shedding ends where something finds out that a region is well again', () => {
  const operator = { away: '2s', back: '5s' } as const;
  const ending = [
    { failover: policies.failover() },
    { failover: policies.failover({ failback: 'operator', operator, healthProbe: true }) },
    { failover: policies.failover({ failback: 'never', healthProbe: true }), breaker: false as const },
    // A breaker of clients that stay is closed by their own attempts.
    { failover: false },
  ];
  for (const clients of ending) {
    expect(problemsWith({ clients: { shedding: policies.shedding(), ...clients } })).toEqual([]);
  }
});

test('weights spread traffic even where nothing moves it', () => {
  const failover = policies.failover({ weights: { 'us-east-1': 0.5, 'us-west-2': 0.5 } });
  expect(problemsWith({ clients: { breaker: false, failover } })).toEqual([]);
});

test('a hedge needs a read, of its own or as a follow-up', () => {
  const clients = { hedge: policies.hedge({ after: '50ms' }) };
  const write = { PutObject: { share: 1 } };
  expect(problemsWith({ clients, workload: write })).toMatchObject([{ path: 'clients.hedge' }]);
  expect(problemsWith({ clients, workload: { PutObject: { share: 1, followedBy: 'GetObject' } } })).toEqual([]);
  // One workload that reads is enough for clients that several share.
  const workloads = { writes: { workload: write }, reads: { workload: { HeadObject: { share: 1 } } } };
  expect(problemsWith({ clients, workload: undefined, workloads })).toEqual([]);
  const own = { writes: { workload: write, clients }, reads: workloads.reads };
  expect(problemsWith({ workload: undefined, workloads: own })).toMatchObject([
    { path: 'workloads.writes.clients.hedge' },
  ]);
});

describe('a problem is told where its last cause was written', () => {
  const failover = policies.failover();

  test('in the variant that takes the breaker away', () => {
    const variants = { usual: {}, bare: { breaker: false } };
    expect(problemsWith({ clients: { failover }, variants })).toEqual([
      { path: 'variants.bare.breaker', message: expect.stringContaining('nothing would make'), suggestion: null },
    ]);
  });

  test('in the workload that makes a standby its primary', () => {
    const workloads = { mirror: { workload: { GetObject: { share: 1 } }, clients: { primary: 'us-west-2' } } };
    expect(problemsWith({ clients: { standby: ['us-west-2'] }, workload: undefined, workloads })).toMatchObject([
      { path: 'workloads.mirror.clients.primary', message: expect.stringContaining('is the primary') },
    ]);
  });

  test('once, though it shows in every variant', () => {
    const variants = { one: { count: 1 }, two: { count: 2 } };
    expect(problemsWith({ clients: { deadline: 1000, attemptTimeout: 2000 }, variants })).toMatchObject([
      { path: 'clients.attemptTimeout' },
    ]);
  });

  test('and what a variant mends is no problem', () => {
    const variants = { one: { attemptTimeout: 500 } };
    expect(problemsWith({ clients: { deadline: 1000, attemptTimeout: 2000 }, variants })).toEqual([]);
  });
});

test('an operation may not outlive the deadline that it has', () => {
  const workload = { GetObject: { share: 0.5, deadline: '500ms', attemptTimeout: '600ms' }, PutObject: { share: 0.5 } };
  expect(problemsWith({ workload })).toMatchObject([
    { path: 'workload.GetObject.attemptTimeout', message: expect.stringMatching(/600 ms.*500 ms/) },
  ]);
});

test('an operation with a shorter deadline needs no shorter attempts of its own', () => {
  const workload = { GetObject: { share: 1, deadline: '500ms' } };
  expect(problemsWith({ workload, clients: { attemptTimeout: '1s' } })).toEqual([]);
});

test('clients of one region may be all that others are but for failing over', () => {
  const clients = { retry: policies.adaptive(), limit: policies.gradient(), shedding: policies.shedding() };
  expect(problemsWith({ regions: { solo: embedded() }, clients })).toEqual([]);
});
