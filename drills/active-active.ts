/**
 * Two regions share the work, so that each proves every second that it can. When us-east-1 fails, its half moves to
 * us-west-2, a few seconds' ramp at a time; when it is back, it gets its half back over five seconds, once it has been well
 * for two. Nobody had to find out in an outage whether the standby works.
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'active-active',
  hypothesis:
    'With the load shared evenly, losing us-east-1 costs 2 % of the operations at most, and both share again afterwards.',

  regions: { 'us-east-1': embedded(), 'us-west-2': embedded() },

  clients: {
    count: 10,
    concurrency: 16,
    primary: 'us-east-1',
    standby: ['us-west-2'],
    deadline: '3s',
    attemptTimeout: '1s',
    breaker: policies.breaker({ consecutiveFailures: 3, openFor: '2s', probes: 2 }),
    failover: policies.failover({
      weights: { 'us-east-1': 0.5, 'us-west-2': 0.5 },
      stableFor: '2s',
      ramp: '5s',
    }),
  },

  workload: { GetObject: { share: 0.8, keys: 'zipf' }, HeadObject: { share: 0.2 } },
  objects: { count: 200, size: '8KiB' },
  load: load.constant('150/s'),
  phases: { steady: '10s', fault: '12s', recovery: '20s' },
  stableWindow: '5s',

  faults: [faults.internalError({ region: 'us-east-1' })],

  objectives: [
    objectives.trafficShare({ phase: 'steady', region: 'us-east-1' }).atLeast(0.45),
    objectives.trafficShare({ phase: 'steady', region: 'us-west-2' }).atLeast(0.45),
    objectives.successRate({ phase: 'fault' }).atLeast(0.98),
    objectives.trafficShare({ phase: 'fault', region: 'us-west-2' }).atLeast(0.9),
    objectives.recoveryTime().atMost('15s'),
    // Up to 2 s until a probe finds it well, 2 s of proving it, 5 s of ramp.
    objectives.failbackTime().atMost('12s'),
  ],
});
