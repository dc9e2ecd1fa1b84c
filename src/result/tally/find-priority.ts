import type { Plan } from '../../shared/contracts/plan.ts';
import { type OperationName, type Priority, priorities } from '../../shared/operations.ts';

/** Of an operation that no entry of its workload sends: a health probe, or telemetry of another plan. */
const fallback: Priority = 'normal';

/**
 * With which priorities a workload sends an operation: its own entry's first, then those of the entries it follows, since
 * what follows an operation has that operation's priority. More than one can't be told apart afterwards.
 */
export function listPrioritiesOf({ workloads }: Plan, workload: string, op: OperationName): Priority[] {
  const entries = workloads.find(({ name }) => name === workload)?.operations ?? [];
  const own = entries.filter(({ name }) => name === op);
  const parents = entries.filter(({ followedBy }) => followedBy === op);
  return [...new Set([...own, ...parents].map(({ priority }) => priority))];
}

/** The priority that an operation of a workload counts under. */
export function findPriority(plan: Plan, workload: string, op: OperationName): Priority {
  return listPrioritiesOf(plan, workload, op)[0] ?? fallback;
}

/** Priorities that the plan uses, the most important first. */
export function listPriorities({ workloads }: Plan): Priority[] {
  const used = new Set(workloads.flatMap(({ operations }) => operations.map(({ priority }) => priority)));
  return priorities.filter((priority) => used.has(priority));
}
