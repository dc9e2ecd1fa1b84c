/**
 * What jitter is for. Today us-east-1 serves 80 requests a second and answers 503 SlowDown to the rest: twice what clients
 * need, so nobody notices, until a herd arrives: 120 operations within a tenth of a second, as when a cron job starts
 * everywhere at once. Most are refused, all at the same moment.
 *
 * Clients that back off without jitter come back at the same moment too, after 1, 2 and 4 s. Each wave finds a region that
 * has idled, which serves what it can in a tenth of a second and refuses the others again, until these give up. With full
 * jitter the same retries are spread over the whole backoff, where the region has room for them all: everybody is served
 * within seconds. That is not free: in these seconds others are refused now and then, and wait with the herd.
 *
 * The two variants differ in that alone. Read side by side: success in the fault phase, and `retry synchronisation`, the peak
 * of retries per 100 ms over their mean. `s3drill run drills/retry-storm.ts`
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'retry-storm',
  hypothesis:
    'A region that refuses only what exceeds its rate serves a whole herd that retries with full jitter; without jitter the herd comes back in waves, and much of it never gets in.',

  regions: { 'us-east-1': embedded() },

  clients: {
    count: 10,
    concurrency: 32,
    deadline: '10s',
    attemptTimeout: '2s',
    // One region and no breaker: what is left is how clients retry.
    breaker: false,
  },

  variants: {
    // Waits of up to 1, 2, 4 and 8 s, and of exactly so much.
    fullJitter: { retry: policies.exponential({ base: '1s', jitter: 'full', maxAttempts: 5 }) },
    noJitter: { retry: policies.exponential({ base: '1s', jitter: 'none', maxAttempts: 5 }) },
  },

  workload: { GetObject: { share: 1 } },
  objects: { count: 100, size: '4KiB' },

  // 40/s all the time, and the herd half a second into the fault.
  load: load.spike({ base: '40/s', peak: '1200/s', at: '6500ms', for: '100ms' }),
  phases: { steady: '6s', fault: '10s', recovery: '8s' },
  stableWindow: '3s',

  // All keys of this drill lie under one prefix.
  faults: [faults.slowDown({ region: 'us-east-1', perPrefixPerSecond: 80 })],

  objectives: [
    // Without jitter some 86 % succeed.
    objectives.successRate({ phase: 'fault', variant: 'fullJitter' }).atLeast(0.97),
    // A wave without jitter falls into one or two bins of 100 ms; with jitter it lies over ten or more.
    objectives.retrySynchronisation({ variant: 'fullJitter' }).atMost(3),
    objectives.retrySynchronisation({ variant: 'noJitter' }).atLeast(4),
    // Either way the storm ends.
    objectives.successRate({ phase: 'recovery' }).atLeast(0.99),
  ],
});
