/**
 * When there is not enough for all, who gets what is left? Each request to us-east-1 takes 200 ms longer, so that the
 * clients' connections carry about half of what is asked. Orders are critical, the catalogue is normal, reports can wait.
 * Orders must not notice; reports are dropped first, counted as dropped, and come back by themselves.
 */
import { defineDrill, embedded, faults, load, objectives } from 's3drill';

export default defineDrill({
  name: 'shed-non-critical',
  hypothesis:
    'With half of the capacity gone, critical operations keep 99 % success; deferrable ones are shed and return.',

  regions: { 'us-east-1': embedded() },

  // 10 × 2 in flight: at 200 ms each, 100 operations a second. 200 arrive.
  clients: { count: 10, concurrency: 2, queue: 8, deadline: '3s', attemptTimeout: '1s', breaker: false },

  workload: {
    PutObject: { share: 0.2, size: '4KiB', priority: 'critical' },
    GetObject: { share: 0.3, priority: 'normal' },
    ListObjectsV2: { share: 0.5, priority: 'deferrable' },
  },
  objects: { count: 100, size: '4KiB' },
  load: load.constant('200/s'),
  phases: { steady: '8s', fault: '12s', recovery: '10s' },
  stableWindow: '4s',

  faults: [faults.latency({ region: 'us-east-1', delay: '200ms' })],

  objectives: [
    objectives.successRate({ phase: 'fault', priority: 'critical' }).atLeast(0.99),
    objectives.shedShare({ phase: 'fault', priority: 'critical' }).atMost(0),
    objectives.shedShare({ phase: 'fault', priority: 'deferrable' }).atLeast(0.5),
    // …and they return when there is room again.
    objectives.shedShare({ phase: 'recovery', priority: 'deferrable' }).atMost(0.05),
    objectives.recoveryTime().atMost('20s'),
  ],
});
