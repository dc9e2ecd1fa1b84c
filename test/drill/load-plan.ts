import { type LoadOptions, loadDrill } from '../../src/drill/load-drill.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';

/** The plan of a drill that has no variants. */
export async function loadPlan(file: string, options?: LoadOptions): Promise<Plan> {
  const [plan, ...others] = await loadDrill(file, options);
  if (plan === undefined || others.length > 0) throw new Error(`${file} has ${1 + others.length} plans`);
  return plan;
}
