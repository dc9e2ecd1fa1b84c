import { type Duration, defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

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
