/**
 * The tail at scale: one answer in ten of us-east-1 takes a second longer, the rest are fast, so that nothing looks broken and
 * no breaker opens. A client that asks another region when an answer is late by a few times the usual hides the tail for a
 * few per cent more requests. (Dean and Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013.)
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'hedged-reads',
  hypothesis:
    'Hedging late reads keeps their p99 under 300 ms while a tenth of the answers take a second, for at most 15 % more requests.',

  regions: { 'us-east-1': embedded(), 'us-west-2': embedded() },

  clients: {
    count: 10,
    concurrency: 32,
    primary: 'us-east-1',
    standby: ['us-west-2'],
    deadline: '4s',
    attemptTimeout: '3s',
  },

  variants: {
    plain: {},
    hedged: { hedge: policies.hedge({ after: '100ms', budget: 0.15 }) },
  },

  workload: { GetObject: { share: 1, keys: 'zipf' } },
  objects: { count: 200, size: '8KiB' },
  load: load.constant('100/s'),
  phases: { steady: '8s', fault: '12s', recovery: '8s' },
  stableWindow: '4s',

  faults: [faults.latency({ region: 'us-east-1', delay: '1s', probability: 0.1 })],

  objectives: [
    objectives.latency({ phase: 'fault', quantile: 0.99, variant: 'hedged' }).atMost('300ms'),
    objectives.retryAmplification({ phase: 'fault', variant: 'hedged' }).atMost(1.15),
    objectives.successRate({ phase: 'fault' }).atLeast(0.999),
  ],
});
