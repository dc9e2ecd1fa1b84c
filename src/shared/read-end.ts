import type { Plan } from './contracts/plan.ts';

/** When the load of a drill ends, in ms from its start: the end of its last phase. */
export function readEndMs({ phases }: Pick<Plan, 'phases'>): number {
  return Math.max(...phases.map(({ toMs }) => toMs));
}
