import { countBinMs } from '../../shared/bins.ts';
import type { PlanWorkload } from '../../shared/contracts/workload.ts';
import { sumRange } from './sum-bins.ts';
import type { Tally } from './tally.ts';

/**
 * Upper bound of the attempts, on one region, that may have been under way when their client told its last: the loser of
 * a hedge outlives its operation, and a health probe belongs to none. Each client has one probe of a region out at most.
 */
export function boundOutstanding(tally: Tally): number {
  return tally.plan.workloads.reduce((sum, workload) => sum + countProbing(workload) + boundHedges(tally, workload), 0);
}

/** Hedges, at most, of operations scheduled so late that a loser's timeout may lie beyond the end of the drain. */
export function boundHedges(
  { operations, endMs }: Tally,
  { name, clients, operations: entries }: PlanWorkload,
): number {
  if (clients.hedge === null) return 0;
  const longestMs = Math.max(...entries.map(({ deadlineMs, attemptTimeoutMs }) => deadlineMs + attemptTimeoutMs));
  const first = Math.floor((endMs - longestMs) / countBinMs);
  let late = 0;
  for (const { workload, total } of operations.values()) {
    if (workload === name) late += sumRange(total, first, total.length);
  }
  return Math.ceil(clients.hedge.budget * late);
}

function countProbing({ clients }: PlanWorkload): number {
  return (clients.failover?.healthProbe ?? null) === null ? 0 : clients.count;
}
