import type { Result } from '../../shared/contracts/result.ts';
import type { RecoveryTime } from '../measures/measure-recovery.ts';
import type { KeptEvents } from '../tables/thin-events.ts';
import { isWhole } from '../tally/find-measured-until.ts';
import type { Tally } from '../tally/tally.ts';
import { checkClosedLoads } from './check-closed-loads.ts';
import { checkCompleteness } from './check-completeness.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkEvents } from './check-events.ts';
import { checkFaults, checkReverts } from './check-faults.ts';
import { checkGenerator } from './check-generator.ts';
import { checkOfferedLoad } from './check-offered-load.ts';
import { checkRecoveryWindow } from './check-recovery-window.ts';
import { checkRequestCounts } from './check-request-counts.ts';
import { checkRunner } from './check-runner.ts';
import { checkSteadyState } from './check-steady-state.ts';
import { type Findings, joinFindings, reason } from './findings.ts';

/** Whether the run can be trusted. Reasons void it; warnings don't. */
export function judgeValidity(tally: Tally, recovery: RecoveryTime, kept: KeptEvents): Result['validity'] {
  const { reasons, warnings } = joinFindings([...listFindings(tally, recovery), checkEvents(kept)]);
  return { valid: reasons.length === 0, reasons, warnings };
}

/**
 * A run that was interrupted is judged for what it had to do until then only: it can't have met all its faults or its
 * planned load. Nor can one whose telemetry breaks off, and its clients' counts can't agree with the gateways': that it
 * breaks off is the reason, and what follows from it is none of its own. With k6 dies the conductor, so that faults stay on.
 */
function listFindings(tally: Tally, recovery: RecoveryTime): Findings[] {
  if (tally.end?.interrupted === true) {
    return [
      reason('The run was interrupted before its planned end; let it finish to have it judged.'),
      checkRunner(tally),
      checkReverts(tally),
    ];
  }
  const always = [checkRunner(tally), checkCompleteness(tally)];
  if (!isWhole(tally)) {
    const conducted = tally.end?.k6ExitCode === 0;
    return [...always, checkGenerator(tally), ...(conducted ? [checkReverts(tally)] : [])];
  }
  return [
    ...always,
    checkFaults(tally),
    checkGenerator(tally),
    checkOfferedLoad(tally),
    checkSteadyState(tally),
    checkRequestCounts(tally),
    checkConsistency(tally),
    checkRecoveryWindow(tally, recovery),
    checkClosedLoads(tally),
  ];
}
