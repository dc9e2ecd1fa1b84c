import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

/**
 * Everything here must be an error in the editor: tsc fails when one of these lines compiles. What the compiler then
 * says is looked at in compile-errors.test.ts.
 */
const regions = { 'us-east-1': embedded(), 'us-west-2': embedded() };
const workload = { GetObject: { share: 1 } };

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error no such region
    primary: 'us-esat-1',
  },
});

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error no such region
    standby: ['us-west-2', 'us-wset-2'],
  },
});

defineDrill({
  workload,
  regions: {
    'us-east-1': embedded(),
    // @ts-expect-error no such region
    'us-west-2': embedded({ replicatesFrom: 'us-esat-1' }),
  },
});

defineDrill({
  regions,
  workload,
  faults: [
    faults.internalError({ region: 'us-east-1' }),
    // @ts-expect-error no such region
    faults.internalError({ region: 'us-esat-1' }),
  ],
});

const elsewhere = [faults.slowDown({ region: 'eu-west-1' })];
// @ts-expect-error no such region, through a variable
defineDrill({ regions, workload, faults: elsewhere });

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error no such region
    objectives.successRate({ phase: 'fault', region: 'us-esat-1' }).atLeast(0.99),
  ],
});

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error no such region
    objectives.latency({ phase: 'fault', region: 'us-esat-1', quantile: 0.5 }).atMost('1s'),
  ],
});

// @ts-expect-error no such phase
objectives.successRate({ phase: 'baseline' });

// @ts-expect-error no such phase
objectives.retryAmplification({ phase: 'fualt' });

defineDrill({
  regions,
  workload,
  phases: {
    // @ts-expect-error no such phase
    fualt: '10s',
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error no such operation
    GetObjct: { share: 1 },
  },
});

// @ts-expect-error no such operation
objectives.successRate({ phase: 'fault', operation: 'Getobject' });

// @ts-expect-error no such operation
faults.internalError({ region: 'us-east-1', operations: ['PutObjet'] });

// @ts-expect-error no such kind of fault
faults.internalEror({ region: 'us-east-1' });

// @ts-expect-error no such parameter
faults.latency({ region: 'us-east-1', dealy: '200ms' });

// @ts-expect-error this kind has no parameters of its own
faults.blackhole({ region: 'us-east-1', delay: '200ms' });

// @ts-expect-error not one of its values
faults.reset({ region: 'us-east-1', when: 'later' });

// @ts-expect-error a duration has a unit that we know
faults.latency({ region: 'us-east-1', delay: '10 sec' });

// @ts-expect-error a duration has a unit that we know
faults.latency({ region: 'us-east-1', for: '10 sec' });

// @ts-expect-error a fault needs a region
faults.internalError({});

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error a duration has a unit that we know
    deadline: '2 sec',
  },
});

defineDrill({
  regions,
  workload,
  phases: {
    // @ts-expect-error a duration has a unit
    steady: '10',
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error a size has a unit that we know
    PutObject: { share: 1, size: '4kb' },
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error a listing has no size
    ListObjectsV2: { share: 1, size: '4KiB' },
  },
});

// @ts-expect-error a rate is so many per time
load.constant('200');

// @ts-expect-error no such load
load.constnat('200/s');

// @ts-expect-error no such arrivals
load.constant('200/s', { arrivals: 'random' });

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error a breaker is no retry policy
    retry: policies.breaker(),
  },
});

// @ts-expect-error no such failback
policies.failover({ failback: 'later' });

// @ts-expect-error an objective ends in its bound
defineDrill({ regions, workload, objectives: [objectives.recoveryTime()] });

// @ts-expect-error a success rate has a lower bound only
objectives.successRate({ phase: 'fault' }).atMost(0.99);

defineDrill({
  regions,
  // @ts-expect-error no such key
  worklaod: workload,
});

// @ts-expect-error a workload is required
defineDrill({ regions });

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error no such region
    failover: policies.failover({ weights: { 'us-east-1': 0.5, 'us-wset-2': 0.5 } }),
  },
});

defineDrill({
  regions,
  workload,
  variants: {
    // @ts-expect-error no such region
    elsewhere: { primary: 'us-wset-2' },
  },
});

defineDrill({
  regions,
  workload,
  variants: {
    // @ts-expect-error no such key of clients
    faster: { concurency: 3 },
  },
});

defineDrill({
  regions,
  workloads: {
    checkout: {
      workload,
      // @ts-expect-error no such region
      clients: { primary: 'us-wset-2' },
    },
  },
});

defineDrill({
  regions,
  workloads: {
    checkout: {
      // @ts-expect-error no such operation
      workload: { GetObjct: { share: 1 } },
    },
  },
});

defineDrill({
  regions,
  workloads: {
    // @ts-expect-error no such priority
    checkout: { workload, priority: 'urgent' },
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error no such priority
    GetObject: { share: 1, priority: 'low' },
  },
});

// @ts-expect-error one workload or several
defineDrill({ regions, workload, workloads: { checkout: { workload } } });

defineDrill({
  regions,
  workload,
  variants: { standard: {}, noJitter: {} },
  objectives: [
    // @ts-expect-error no such variant
    objectives.successRate({ phase: 'fault', variant: 'nojitter' }).atLeast(0.9),
  ],
});

defineDrill({
  regions,
  workload,
  variants: { standard: {}, noJitter: {} },
  objectives: [
    // @ts-expect-error no such variant
    objectives.retrySynchronisation({ variant: 'nojitter' }).atMost(3),
  ],
});

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error this drill has no variants
    objectives.recoveryTime({ variant: 'standard' }).atMost('1s'),
  ],
});

defineDrill({
  regions,
  workloads: { checkout: { workload } },
  objectives: [
    // @ts-expect-error no such workload
    objectives.successRate({ phase: 'fault', workload: 'chekout' }).atLeast(0.9),
  ],
});

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error this drill has no named workloads
    objectives.shedShare({ phase: 'fault', workload: 'checkout' }).atMost(0.5),
  ],
});

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error no such region
    objectives.trafficShare({ phase: 'fault', region: 'us-esat-1' }).atLeast(0.5),
  ],
});

defineDrill({
  regions,
  workload,
  objectives: [
    // @ts-expect-error no such region
    objectives.breakerOpenings({ phase: 'fault', region: 'us-esat-1' }).equals(0),
  ],
});

// @ts-expect-error no such priority
objectives.shedShare({ phase: 'fault', priority: 'low' });

defineDrill({
  regions,
  workloads: { checkout: { workload } },
  objectives: [
    // @ts-expect-error no such workload
    objectives.trafficShare({ phase: 'fault', region: 'us-east-1', workload: 'chekout' }).atLeast(0.5),
  ],
});

// @ts-expect-error a share of traffic is a region's
objectives.trafficShare({ phase: 'fault' });

// @ts-expect-error counted over the fault phase only
objectives.retrySynchronisation({ phase: 'steady' });

// @ts-expect-error a share is not met exactly
objectives.trafficShare({ phase: 'fault', region: 'us-east-1' }).equals(0.5);

// @ts-expect-error failures in a row or a rate, not both
policies.breaker({ consecutiveFailures: 5, failureRate: 0.5 });

// @ts-expect-error a window of failures in a row means nothing
policies.breaker({ window: '10s' });

// @ts-expect-error no such outcome
policies.breaker({ counts: ['servererror'] });

// @ts-expect-error an outcome that is none of a failure
policies.breaker({ counts: ['ok'] });

// @ts-expect-error when?
policies.hedge({});

// @ts-expect-error a time or a quantile
policies.hedge({ after: '50ms', quantile: 0.95 });

// @ts-expect-error a ramp or a cap
policies.failover({ protectStandby: { from: 0.1 } });

// @ts-expect-error no such operation
policies.failover({ operations: ['GetObjct'] });

// @ts-expect-error no such jitter
policies.exponential({ jitter: 'some' });

// @ts-expect-error the SDK's own retries are bounded
policies.standard({ maxAttempts: 'unbounded' });

defineDrill({
  regions,
  workload,
  clients: {
    // @ts-expect-error a retry policy is no limit
    limit: policies.fixed(),
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error what is written has no order of reading
    PutObject: { share: 1, keys: 'zipf' },
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error a read can't replace anything
    GetObject: { share: 1, condition: 'if-match' },
  },
});

defineDrill({
  regions,
  workload: {
    // @ts-expect-error only a GetObject follows
    PutObject: { share: 1, followedBy: 'HeadObject' },
  },
});

// @ts-expect-error a spike has an end
load.spike({ base: '1/s', peak: '2/s', at: '1s' });

// @ts-expect-error a ramp leads somewhere
load.ramp({ from: '1/s' });

// @ts-expect-error a multipart upload is no request
faults.slowDown({ region: 'us-east-1', operations: ['MultipartUpload'] });
