import type { Result } from '../../shared/contracts/result.ts';
import type { RecoveryTime } from '../measures/measure-recovery.ts';
import type { Tally } from '../tally/tally.ts';
import { checkCompleteness } from './check-completeness.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkFaults, checkReverts } from './check-faults.ts';
import { checkGenerator } from './check-generator.ts';
import { checkRecoveryWindow } from './check-recovery-window.ts';
import { checkRequestCounts } from './check-request-counts.ts';
import { checkRunner } from './check-runner.ts';
import { checkSteadyState } from './check-steady-state.ts';
import { joinFindings, reason } from './findings.ts';

/**
 * Whether the run can be trusted. Reasons void it; warnings don't. A run that was interrupted is judged for what it had
 * to do until then only: it can't have met all its faults or its planned load.
 */
export function judgeValidity(tally: Tally, recovery: RecoveryTime): Result['validity'] {
  const interrupted = tally.end?.interrupted === true;
  const { reasons, warnings } = joinFindings(
    interrupted
      ? [
          reason('The run was interrupted before its planned end; let it finish to have it judged.'),
          checkRunner(tally),
          checkReverts(tally),
        ]
      : [
          checkRunner(tally),
          checkCompleteness(tally),
          checkFaults(tally),
          checkGenerator(tally),
          checkSteadyState(tally),
          checkRequestCounts(tally),
          checkConsistency(tally),
          checkRecoveryWindow(tally, recovery),
        ],
  );
  return { valid: reasons.length === 0, reasons, warnings };
}
