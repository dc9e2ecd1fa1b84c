import { countExpectedOperations } from '../../shared/load.ts';
import { countOperations } from '../tally/count-operations.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

/**
 * How many operations belong between two times: those that the plan has arrive, or, where a load is closed and nobody
 * plans its rate, as many as in steady state.
 */
export function createExpectation(tally: Tally): (fromMs: number, toMs: number) => number {
  const steadyPerMs = readSteadyRate(tally);
  return (fromMs, toMs) => countExpectedOperations(tally.plan, fromMs, toMs) ?? steadyPerMs * (toMs - fromMs);
}

/** Operations per ms of steady state, as counted. */
function readSteadyRate(tally: Tally): number {
  const phase = tally.plan.phases.find(({ kind }) => kind === 'steady');
  if (phase === undefined || phase.toMs <= phase.fromMs) return 0;
  return countOperations(tally, { ...everything, phase: phase.name }).count / (phase.toMs - phase.fromMs);
}
