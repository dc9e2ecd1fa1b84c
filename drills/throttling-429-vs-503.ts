/**
 * 429 says "you ask too much"; 503 says "I can't". Two groups of clients, alike in everything but where their data lives:
 * a middlebox before us-east-1 turns a fifth of the requests away with 429, as a quota does, while eu-west-1 answers
 * nothing but 503. Clients that tell the two apart slow down and stay where they are in the first case, and leave in the
 * second. Clients that don't would carry one team's quota over to the next region, and call it an outage.
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

const reads = { GetObject: { share: 0.8 }, HeadObject: { share: 0.2 } } as const;

export default defineDrill({
  name: 'throttling-429-vs-503',
  hypothesis:
    'Clients answer 429 by backing off where they are, and 503 by failing over; no breaker opens for a quota.',

  // Nothing replicates here: each region is seeded by itself, so that any of them can serve the reads.
  regions: { 'us-east-1': embedded(), 'eu-west-1': embedded(), 'us-west-2': embedded() },

  clients: {
    count: 8,
    concurrency: 16,
    deadline: '8s',
    attemptTimeout: '1s',
    retry: policies.standard({ maxAttempts: 4 }),
    // By share of failures. 429, 403, 404 and 412 are answers of a healthy region and don't count; that is the default.
    breaker: policies.breaker({ failureRate: 0.5, window: '1500ms', minimumAttempts: 6, openFor: '3s' }),
  },

  workloads: {
    throttled: { workload: reads, clients: { primary: 'us-east-1', standby: ['us-west-2'] } },
    failing: { workload: reads, clients: { primary: 'eu-west-1', standby: ['us-west-2'] } },
  },
  objects: { count: 100, size: '4KiB' },

  load: load.constant('60/s'),
  phases: { steady: '8s', fault: '12s', recovery: '12s' },
  stableWindow: '4s',

  faults: [
    faults.tooManyRequests({ region: 'us-east-1', probability: 0.2 }),
    faults.serviceUnavailable({ region: 'eu-west-1' }),
  ],

  objectives: [
    objectives.breakerOpenings({ phase: 'fault', region: 'us-east-1' }).equals(0),
    objectives.breakerOpenings({ phase: 'fault', region: 'eu-west-1' }).atLeast(8),
    // A quota moves nobody; an outage moves everybody.
    objectives.trafficShare({ phase: 'fault', workload: 'throttled', region: 'us-east-1' }).atLeast(0.9),
    objectives.trafficShare({ phase: 'fault', workload: 'failing', region: 'us-west-2' }).atLeast(0.8),
    objectives.successRate({ phase: 'fault', workload: 'throttled' }).atLeast(0.98),
    objectives.successRate({ phase: 'fault', workload: 'failing' }).atLeast(0.95),
  ],
});
