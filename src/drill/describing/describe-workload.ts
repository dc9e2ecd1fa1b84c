import type { PlanOperation, PlanWorkload } from '../../shared/contracts/workload.ts';
import { formatCount } from '../../shared/format.ts';
import { describeLoad } from '../../shared/load.ts';
import type { WorkloadEstimate } from '../estimating/estimate-workload.ts';
import { formatDuration } from '../format.ts';
import { alignColumns } from './align-columns.ts';
import { describeClients } from './describe-clients.ts';
import { describeRetry } from './describe-retry.ts';

/** What one workload sends, and what its clients do otherwise than by default, as indented lines. */
export function describeWorkload(
  workload: PlanWorkload,
  estimate: WorkloadEstimate,
  regionNames: readonly string[],
): string[] {
  const { clients, operations } = workload;
  const size = `${clients.count} clients × ${clients.concurrency} operations in flight`;
  const bounds = new Set(operations.map(describeBounds));
  const [common = ''] = bounds;
  return [
    `  ${size}, ${describeLoad(workload)}${bounds.size === 1 ? `; ${common}` : ''}`,
    ...alignColumns(
      estimate.operationsByName.map(({ name, count }) => {
        const own = operations.find((operation) => operation.name === name);
        return [
          name,
          formatCount(count),
          own === undefined ? 'as a follow-up' : describeOperation(own, bounds.size > 1),
        ];
      }),
    ),
    ...alignColumns(describeClients(clients, regionNames)),
  ];
}

function describeBounds({ deadlineMs, attemptTimeoutMs }: PlanOperation): string {
  return `deadline ${formatDuration(deadlineMs)}, ${formatDuration(attemptTimeoutMs)} an attempt`;
}

/** What is special about it. */
function describeOperation(operation: PlanOperation, withBounds: boolean): string {
  const { priority, retry, condition, followedBy } = operation;
  const parts = [
    priority === 'normal' ? null : priority,
    withBounds ? describeBounds(operation) : null,
    retry === null ? null : `retries: ${describeRetry(retry)}`,
    condition === null ? null : { ifNoneMatch: 'if-none-match', ifMatch: 'if-match' }[condition],
    followedBy === null ? null : `then ${followedBy}`,
  ];
  return parts.filter((part) => part !== null).join('; ');
}
