/**
 * What jitter is for. For three seconds us-east-1 answers 503 SlowDown, and in that time a herd arrives: two hundred
 * operations within a tenth of a second, as when a cron job starts everywhere at once. All of them fail together. Clients
 * that back off without jitter come back together too, and again, and again: each wave is another spike that the region
 * must survive. With jitter the same retries are spread over the whole backoff.
 *
 * The two variants differ in that alone. Read `retry synchronisation` side by side: peak of retries per 100 ms over their
 * mean. `s3drill run drills/retry-storm.ts`
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'retry-storm',
  hypothesis:
    'Full jitter spreads the retries of a herd; the same backoff without jitter brings the whole herd back at once.',

  regions: { 'us-east-1': embedded() },

  clients: {
    count: 20,
    concurrency: 32,
    deadline: '10s',
    attemptTimeout: '2s',
    // One region and no breaker: what is left is how clients retry.
    breaker: false,
  },

  variants: {
    // The SDK's own curve for throttling: up to 1 s, then up to 2 s.
    fullJitter: { retry: policies.exponential({ base: '1s', jitter: 'full', maxAttempts: 8 }) },
    noJitter: { retry: policies.exponential({ base: '1s', jitter: 'none', maxAttempts: 8 }) },
  },

  workload: { GetObject: { share: 1 } },
  objects: { count: 100, size: '4KiB' },

  // 40/s all the time, and the herd half a second into the fault.
  load: load.spike({ base: '40/s', peak: '2000/s', at: '6500ms', for: '100ms' }),
  phases: { steady: '6s', fault: '10s', recovery: '8s' },
  stableWindow: '3s',

  faults: [faults.slowDown({ region: 'us-east-1', for: '3s' })],

  objectives: [
    // A wave without jitter falls into one bin of 100 ms; with jitter it lies over ten or more.
    objectives.retrySynchronisation({ variant: 'noJitter' }).atLeast(4),
    objectives.retrySynchronisation({ variant: 'fullJitter' }).atMost(3),
    // Neither gives up: the last attempts meet a healthy region.
    objectives.successRate({ phase: 'recovery' }).atLeast(0.99),
    objectives.recoveryTime().atMost('8s'),
  ],
});
