import type { Options, Scenario } from 'k6/options';
import { partsInFlight } from '../client/operations/perform-multipart-upload.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { PlanWorkload } from '../shared/contracts/workload.ts';
import { readEndMs, readLongestDeadlineMs } from '../shared/read-end.ts';

/** Beyond the last phase: operations in flight end by their deadline, then the last flush is delivered. */
const drainMs = 30_000;

/** Tags of a run that reports through k6's own metrics. `name` is the operation: without it each key were a series. */
const standaloneTags = ['name', 'status', 'error_code', 'scenario'] as const;

const scenarioPrefix = 'clients-';

/** @param withRunner then nobody reads k6's own metrics, and each tag left out saves work on every request */
export function buildOptions(plan: Plan, { withRunner }: { withRunner: boolean }): Options {
  const once = {
    executor: 'per-vu-iterations',
    iterations: 1,
    maxDuration: `${readEndMs(plan) + readLongestDeadlineMs(plan) + drainMs}ms`,
  } as const;
  const scenarios: Record<string, Scenario> = { conductor: { ...once, vus: 1, exec: 'runConductor' } };
  for (const { name, clients } of plan.workloads) {
    scenarios[scenarioPrefix + name] = { ...once, vus: clients.count, exec: 'runClient' };
  }
  return {
    scenarios,
    // k6 keeps so many idle connections per host; with fewer than requests in flight, connections churn.
    batchPerHost: Math.max(...plan.workloads.map(countConnections)) + 1,
    // Failover by name must be seen at once, not after k6's five minutes.
    dns: { ttl: '0', select: 'first', policy: 'any' },
    setupTimeout: '180s',
    systemTags: withRunner ? [] : [...standaloneTags],
    summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  };
}

/** Requests that one client may have in flight to one region: an upload sends parts in parallel, a hedge outlives its operation. */
function countConnections({ clients, operations }: PlanWorkload): number {
  const perOperation = operations.some(({ name }) => name === 'MultipartUpload') ? partsInFlight : 1;
  return clients.concurrency * perOperation * (clients.hedge === null ? 1 : 2);
}

/** Which workload a scenario runs, and how many clients the workloads before it have. */
export function findWorkload(plan: Plan, scenario: string): { workload: Plan['workloads'][number]; offset: number } {
  let offset = 0;
  for (const workload of plan.workloads) {
    if (scenarioPrefix + workload.name === scenario) return { workload, offset };
    offset += workload.clients.count;
  }
  throw new Error(`the plan has no workload for the scenario ${scenario}`);
}
