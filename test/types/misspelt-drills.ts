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
faults.slowDown({ region: 'us-east-1', delay: '200ms' });

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
