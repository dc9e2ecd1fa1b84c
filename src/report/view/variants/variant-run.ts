import type { Plan } from '../../../shared/contracts/plan.ts';
import type { Result } from '../../../shared/contracts/result.ts';

/** One variant of a drill, as the side-by-side reports read it. */
export interface VariantRun {
  name: string;
  /** Of its own run, relative to the directory of them all. */
  directory: string;
  /** null: it was not run, or not to its end. */
  ran: { plan: Plan; result: Result } | null;
}

/** All variants of a drill that were run together. */
export interface VariantsRun {
  drill: string;
  /** Name of the directory that holds them. */
  runId: string;
  variants: readonly VariantRun[];
}
