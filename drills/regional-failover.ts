/**
 * The main drill: us-east-1 answers every request with 500 for fifteen seconds, and ten clients must carry on by
 * turning to us-west-2. Run it with `s3drill run drills/regional-failover.ts`.
 *
 * It is also the tour of the language. Only `regions` and `workload` are required; what is written here beside them
 * mostly repeats a default, so that you can see what there is to change. Times read '250ms', '2s', '1.5m' or '1h',
 * sizes '4KiB' or '1MiB', rates '200/s'. A misspelt region, phase or operation is an error in your editor.
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'regional-failover',

  // One sentence that the run will confirm or refute. It heads the report.
  hypothesis: 'While us-east-1 answers 500, clients fail over to us-west-2 and 99 % of operations still succeed.',

  // S3 servers of our own, in memory, on loopback. What is written in us-east-1 arrives in us-west-2 half a second later.
  regions: {
    'us-east-1': embedded(),
    'us-west-2': embedded({ replicatesFrom: 'us-east-1', lag: '500ms' }),
  },

  // Ten processes of an application, each with its own SDK client: its own retry budget, its own view of who is down.
  clients: {
    count: 10,
    concurrency: 8, // operations in flight per client; up to 100 more wait, and beyond that they are shed
    primary: 'us-east-1',
    standby: ['us-west-2'],

    deadline: '2s', // for the whole operation: waiting, retries and backoff included
    attemptTimeout: '1s', // for one request of it

    // What the AWS SDK does by default: three attempts, exponential backoff with full jitter, one token bucket.
    retry: policies.standard({ maxAttempts: 3 }),
    // Five failures in a row and a client stops asking that region; after five seconds one request at a time probes it,
    // and three good answers in a row win its trust back.
    breaker: policies.breaker({ consecutiveFailures: 5, openFor: '5s', probes: 3 }),
    // Meanwhile the standby serves. 'probe' returns to the primary when its breaker closes, 'never' stays.
    failover: policies.failover({ failback: 'probe' }),
  },

  // What the application does. Shares sum to 1. 'zipf' reads a few objects often and most of them seldom.
  workload: {
    GetObject: { share: 0.6, keys: 'zipf' },
    PutObject: { share: 0.2, size: ['4KiB', '64KiB'] },
    HeadObject: { share: 0.1, keys: 'zipf' },
    ListObjectsV2: { share: 0.05 },
    DeleteObject: { share: 0.05 },
  },

  // Written before the run starts, so that there is something to read.
  objects: { count: 200, size: '16KiB' },

  // Operations arrive whether or not earlier ones have finished, as they do from independent users: a slow region
  // makes them queue, and that shows in their latency.
  load: load.constant('250/s', { arrivals: 'poisson' }),

  // `steady` is what the two others are measured against.
  phases: { steady: '10s', fault: '15s', recovery: '15s' },
  // How long success and latency must hold before the service counts as recovered.
  stableWindow: '5s',

  // What breaks. A fault lasts the whole fault phase unless `at` and `for` say otherwise, and meets every request
  // unless `operations`, `prefix` or `probability` narrow it down.
  faults: [faults.internalError({ region: 'us-east-1' })],

  // What must hold. A run that misses one exits with 1.
  objectives: [
    // A healthy start, without which the rest would mean little.
    objectives.successRate({ phase: 'steady' }).atLeast(0.999),
    objectives.latency({ phase: 'steady', quantile: 0.99 }).atMost('500ms'),

    // Most operations never notice: the retry of a failed attempt already goes to the standby.
    objectives.successRate({ phase: 'fault' }).atLeast(0.99),
    objectives.failoverTime().atMost('5s'),
    objectives.recoveryTime().atMost('10s'),

    // And the clients don't answer an outage with a storm of their own.
    objectives.retryAmplification({ phase: 'fault' }).atMost(1.5),
  ],
});
