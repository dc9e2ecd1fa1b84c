/**
 * Time is a budget. A bad day in three acts: a proxy answers 502 at once, then another gives up on S3 only after 1.5 s and
 * answers 504, then S3 itself is slow. Whoever waits for the slow ones with all the time there is has none left to ask
 * elsewhere. The variant `budgeted` gives one attempt a quarter of the operation's deadline; `patient` gives it everything.
 *
 * The report's table of attempts tells apart who ended each wait: a server error, a middlebox (502), a gateway timeout
 * (504), the attempt's own timeout, or the deadline of the whole operation.
 */
import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';

export default defineDrill({
  name: 'timeout-budget',
  hypothesis: 'With a quarter of the deadline per attempt, reads survive 502, 504 and slow answers within two seconds.',

  regions: { 'us-east-1': embedded(), 'us-west-2': embedded() },

  clients: {
    count: 10,
    concurrency: 32,
    primary: 'us-east-1',
    standby: ['us-west-2'],
    deadline: '2s',
    retry: policies.standard({ maxAttempts: 3 }),
    // Two failures in a row, so that a third attempt already goes elsewhere.
    breaker: policies.breaker({ consecutiveFailures: 2, openFor: '2s' }),
  },

  variants: {
    budgeted: { attemptTimeout: '500ms' },
    patient: { attemptTimeout: '2s' },
  },

  workload: { GetObject: { share: 0.8 }, HeadObject: { share: 0.2 } },
  objects: { count: 100, size: '4KiB' },
  load: load.constant('80/s'),
  phases: { steady: '6s', fault: '15s', recovery: '10s' },
  stableWindow: '4s',

  faults: [
    faults.badGateway({ region: 'us-east-1', for: '5s' }),
    faults.gatewayTimeout({ region: 'us-east-1', at: '5s', for: '5s', after: '1500ms' }),
    faults.latency({ region: 'us-east-1', at: '10s', for: '5s', delay: '5s' }),
  ],

  objectives: [
    objectives.successRate({ phase: 'fault', variant: 'budgeted' }).atLeast(0.99),
    objectives.latency({ phase: 'fault', quantile: 0.99, variant: 'budgeted' }).atMost('1s'),
    // `patient` is there to be compared: all that it must do is be well again once the bad day is over.
    objectives.successRate({ phase: 'recovery' }).atLeast(0.99),
  ],
});
