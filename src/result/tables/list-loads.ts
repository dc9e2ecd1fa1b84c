import type { Plan } from '../../shared/contracts/plan.ts';
import type { LoadResult } from '../../shared/contracts/result.ts';
import { describeLoad } from '../../shared/load.ts';

/** What each workload was meant to send. */
export function listLoads({ workloads }: Plan): LoadResult[] {
  return workloads.map((workload) => ({
    workload: workload.name,
    model: workload.load.model,
    description: describeLoad(workload),
    clients: workload.clients.count,
    concurrency: workload.clients.concurrency,
  }));
}
