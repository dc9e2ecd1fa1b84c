import { type Duration, defineDrill, embedded, faults, load, objectives, policies, sizes } from 's3drill';

/** Only regions and workload are required. */
export const smallest = defineDrill({ regions: { solo: embedded() }, workload: { GetObject: { share: 1 } } });

/** Every key, and every helper. */
export const largest = defineDrill({
  name: 'largest',
  hypothesis: 'All of it compiles.',
  regions: {
    'us-east-1': embedded(),
    'us-west-2': embedded({ replicatesFrom: 'us-east-1', lag: '0.5s' }),
  },
  clients: {
    count: 2,
    concurrency: 3,
    queue: 0,
    primary: 'us-west-2',
    standby: ['us-east-1'],
    deadline: '1m',
    attemptTimeout: 500,
    retry: policies.none(),
    breaker: false,
    failover: false,
  },
  workload: {
    GetObject: { share: 0.2, keys: 'zipf', size: 4096 },
    HeadObject: { share: 0.2, keys: 'uniform' },
    PutObject: { share: 0.2, size: ['4KiB', '1.5MiB'] },
    DeleteObject: { share: 0.2 },
    ListObjectsV2: { share: 0.2 },
  },
  objects: { count: 10, size: '512B' },
  load: load.constant('6000/m', { arrivals: 'uniform' }),
  phases: { steady: '1.5m', fault: '1h', recovery: 1000 },
  faults: [
    faults.internalError({ region: 'us-east-1', when: 'after-commit', operations: ['PutObject'] }),
    faults.latency({ region: 'us-west-2', delay: '200ms', at: '1s', for: '2s', prefix: 'a/', probability: 0.5 }),
    faults.slowDown({ region: 'us-east-1' }),
  ],
  objectives: [
    objectives.successRate({ phase: 'fault', operation: 'GetObject', region: 'us-west-2' }).atLeast(0.99),
    objectives.latency({ phase: 'steady', quantile: 0.99 }).atMost('500ms'),
    objectives.detectionTime().atMost('1s'),
    objectives.failoverTime().atMost('1s'),
    objectives.recoveryTime().atMost('10s'),
    objectives.failbackTime().atMost('10s'),
    objectives.retryAmplification({ phase: 'fault' }).atMost(1.5),
  ],
  availabilityTarget: 0.999,
  stableWindow: '5s',
  seed: 7,
});

/** Several workloads, and variants of their clients. */
export const compared = defineDrill({
  regions: { 'us-east-1': embedded(), 'us-west-2': embedded({ replicatesFrom: 'us-east-1' }) },
  clients: {
    retry: policies.adaptive({ maxAttempts: 5 }),
    breaker: policies.breaker({
      failureRate: 0.5,
      window: '10s',
      minimumAttempts: 20,
      per: 'operation',
      counts: ['serverError'],
    }),
    failover: policies.failover({
      failback: 'operator',
      weights: { 'us-east-1': 0.6, 'us-west-2': 0.4 },
      readsOnly: true,
      deadlineShare: 0.5,
      healthProbe: { every: '1s', timeout: '500ms', unhealthyAfter: 3, healthyAfter: 3 },
      operator: { away: '2s', back: '20s' },
      stableFor: '1s',
      ramp: '5s',
      protectStandby: { cap: '50/s' },
    }),
    hedge: policies.hedge({ after: '50ms', budget: 0.1 }),
    limit: policies.gradient({ minimum: 2, tolerance: 2 }),
    shedding: policies.shedding({ normal: 0.5, deferrable: 0, returnAfter: '2s' }),
  },
  objects: {
    count: 1000,
    size: sizes.weighted([
      ['4KiB', 9],
      ['1MiB', 1],
    ]),
    prefixes: 8,
  },
  workloads: {
    checkout: {
      priority: 'critical',
      clients: { primary: 'us-west-2', standby: ['us-east-1'], hedge: false, limit: policies.aimd(), shedding: false },
      load: load.spike({ base: '10/s', peak: '100/s', at: '12s', for: '3s' }, { arrivals: 'uniform' }),
      workload: {
        GetObject: { share: 0.2, keys: { hotPrefix: 0.8 }, condition: 'if-none-match', deadline: '1s' },
        HeadObject: { share: 0.1, keys: 'sequential', attemptTimeout: '300ms', retry: policies.none() },
        PutObject: {
          share: 0.2,
          size: sizes.lognormal({ median: '16KiB', p99: '1MiB', max: '8MiB' }),
          keys: { hotPrefix: 0.5 },
          condition: 'if-match',
          followedBy: 'GetObject',
        },
        DeleteObjects: { share: 0.1, batch: 100 },
        CopyObject: { share: 0.1, keys: 'zipf' },
        MultipartUpload: { share: 0.1, size: ['16MiB', '32MiB'], parts: '8MiB' },
        PutObjectTagging: { share: 0.1, priority: 'deferrable' },
        GetObjectTagging: { share: 0.1, keys: 'uniform' },
      },
    },
    reports: {
      workload: { ListObjectsV2: { share: 1, pages: 3, batch: 1000, followedBy: 'GetObject' } },
      load: load.concurrency({ think: '10ms' }),
    },
    nightly: { workload: { GetObject: { share: 1, range: '1KiB' } }, load: load.csv('rates.csv') },
  },
  load: load.daily({ low: '10/s', high: '50/s', period: '1h', peakAt: '20m' }),
  variants: {
    standard: { retry: policies.standard() },
    noJitter: {
      retry: policies.exponential({ base: '50ms', factor: 2, cap: '20s', jitter: 'none', maxAttempts: 'unbounded' }),
    },
    eager: {
      retry: policies.immediate({ quota: { capacity: 10, retryCost: 1, successRefund: 0.1 }, retryAfter: true }),
    },
    steady: { retry: policies.fixed({ delay: '100ms' }), primary: 'us-west-2' },
  },
  faults: [faults.slowDown({ region: 'us-east-1', operations: ['UploadPart'], first: 10 })],
  objectives: [
    objectives
      .successRate({ phase: 'fault', workload: 'checkout', variant: 'noJitter', priority: 'critical' })
      .atLeast(0.9),
    objectives.latency({ phase: 'steady', quantile: 0.5, workload: 'reports' }).atMost('1s'),
    objectives.detectionTime({ variant: 'standard' }).atMost('1s'),
    objectives.retrySynchronisation({ variant: 'noJitter' }).atLeast(3),
    objectives.retrySynchronisation().atMost(30),
    objectives.retryAmplification({ phase: 'fault', variant: 'eager' }).atMost(9),
    objectives.breakerOpenings({ phase: 'steady' }).equals(0),
    objectives.breakerOpenings({ phase: 'fault', region: 'us-east-1' }).atLeast(1),
    objectives.trafficShare({ phase: 'fault', region: 'us-west-2' }).atLeast(0.9),
    objectives
      .trafficShare({ phase: 'fault', region: 'us-west-2', workload: 'checkout', variant: 'eager' })
      .atLeast(0.9),
    objectives.shedShare({ phase: 'fault', priority: 'deferrable', workload: 'checkout' }).atMost(0.5),
  ],
});

/** Loads of every shape. */
export const loads = [
  load.ramp({ from: 0, to: '100/s', over: '10s' }),
  load.steps([{ rate: '10/s', for: '5s' }, { rate: '20/s' }], { arrivals: 'uniform' }),
  load.concurrency(),
];

/** Regions keep their names through variables, spreads and functions. */
const outage = [faults.reset({ region: 'us-east-1' }), faults.blackhole({ region: 'us-east-1', at: '1s' })];
const calm = objectives.successRate({ phase: 'steady' }).atLeast(1);

function slowBy(delay: Duration) {
  return faults.latency({ region: 'us-west-2', delay });
}

export const composed = defineDrill({
  ...largest,
  faults: [...outage, slowBy('1s')],
  objectives: [calm],
});
