import { checkDrill } from '../../src/drill/check-drill.ts';
import { type PlanOptions, planDrill } from '../../src/drill/plan-drill.ts';
import { embedded } from '../../src/index.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';

/** The least that a drill must say, to which a test adds what it is about. */
export const smallestDrill = {
  regions: { 'us-east-1': embedded(), 'us-west-2': embedded({ replicatesFrom: 'us-east-1' }) },
  workload: { GetObject: { share: 0.7 }, PutObject: { share: 0.3 } },
};

/** @param parts added to the smallest drill, or in the place of its own */
export function planAll(parts: object, options: Partial<PlanOptions> = {}): Plan[] {
  const checked = checkDrill({ ...smallestDrill, ...parts });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return planDrill(checked.drill, { file: 'drills/my drill.ts', ...options });
}

/** Of a drill with one variant at most. */
export function planOne(parts: object, options: Partial<PlanOptions> = {}): Plan {
  const [plan, ...others] = planAll(parts, options);
  if (plan === undefined || others.length > 0) throw new Error(`there are ${1 + others.length} plans`);
  return plan;
}
