import { createPool, type Pool } from './pool.ts';
import type { StepPerformer, StepTools } from './step-contract.ts';
import { createStepLife } from './step-life.ts';

export type { AttemptRecord, StepPerformer, StepRequest, StepTools } from './step-contract.ts';

/** What performs the steps of one client, any number at a time. */
export function createStepPerformer(tools: StepTools): StepPerformer {
  const lives: Pool<StepPerformer> = createPool(() => createStepLife(tools, lives.giveBack));
  return (request, step, onEnd) => lives.take()(request, step, onEnd);
}
