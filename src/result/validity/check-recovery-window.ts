import { formatMs } from '../../shared/format.ts';
import type { RecoveryTime } from '../measures/measure-recovery.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, nothingFound, warning } from './findings.ts';

/**
 * Names what a reader of the recovery time can't see in it: a recovery that the run was too short to prove, and on what
 * quantile it rests.
 */
export function checkRecoveryWindow({ plan }: Tally, { quantile, unprovenFromMs }: RecoveryTime): Findings {
  if (unprovenFromMs !== null) {
    return warning(
      `Success was back at its target from ${formatMs(unprovenFromMs)} on, but the run ended before that had held for ${formatMs(plan.stableWindowMs)}, so no recovery is claimed; use a longer recovery phase.`,
    );
  }
  if (quantile === null || quantile === 0.99) return nothingFound;
  return warning(
    `There were too few operations to judge p99 within ${formatMs(plan.stableWindowMs)} (368 are needed), so recovery rests on p${quantile * 100}; use a higher rate or a longer stable window.`,
  );
}
