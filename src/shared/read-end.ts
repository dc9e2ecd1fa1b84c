import type { Plan } from './contracts/plan.ts';

/** When the load of a drill ends, in ms from its start: the end of its last phase. */
export function readEndMs({ phases }: Pick<Plan, 'phases'>): number {
  return Math.max(...phases.map(({ toMs }) => toMs));
}

/** The longest that any operation may take, but for the clean-up of one that failed, which has one attempt timeout more. */
export function readLongestDeadlineMs({ workloads }: Plan): number {
  return Math.max(...workloads.flatMap(({ operations }) => operations.map(({ deadlineMs }) => deadlineMs)));
}
