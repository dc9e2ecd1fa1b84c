import type { Plan } from './contracts/plan.ts';

/** When the load of a drill ends, in ms from its start: the end of its last phase. */
export function readEndMs({ phases }: Pick<Plan, 'phases'>): number {
  return Math.max(...phases.map(({ toMs }) => toMs));
}

/** The longest that any operation may take: by then after the end, all have ended. */
export function readLongestDeadlineMs({ workloads }: Plan): number {
  return Math.max(...workloads.flatMap(({ operations }) => operations.map(({ deadlineMs }) => deadlineMs)));
}
