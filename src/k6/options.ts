import type { Options } from 'k6/options';
import type { Plan } from '../shared/contracts/plan.ts';
import { readEndMs } from '../shared/read-end.ts';

/** Beyond the last phase: operations in flight end by their deadline, then the last flush is delivered. */
const drainMs = 30_000;

/** Tags of a run that reports through k6's own metrics. `name` is the operation: without it each key were a series. */
const standaloneTags = ['name', 'status', 'error_code', 'scenario'] as const;

/** @param withRunner then nobody reads k6's own metrics, and each tag left out saves work on every request */
export function buildOptions(plan: Plan, { withRunner }: { withRunner: boolean }): Options {
  const { clients } = plan;
  const endMs = readEndMs(plan);
  const once = {
    executor: 'per-vu-iterations',
    iterations: 1,
    maxDuration: `${endMs + clients.deadlineMs + drainMs}ms`,
  } as const;
  return {
    scenarios: {
      clients: { ...once, vus: clients.count, exec: 'runClient' },
      conductor: { ...once, vus: 1, exec: 'runConductor' },
    },
    // k6 keeps so many idle connections per host; with fewer than operations in flight, connections churn.
    batchPerHost: clients.concurrency + 1,
    // Failover by name must be seen at once, not after k6's five minutes.
    dns: { ttl: '0', select: 'first', policy: 'any' },
    setupTimeout: '180s',
    systemTags: withRunner ? [] : [...standaloneTags],
    summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  };
}
