import type { VerdictStatus } from '../shared/contracts/result.ts';
import { type ExitCode, exitCodes } from '../shared/failure.ts';

const codes: Record<VerdictStatus, ExitCode> = {
  passed: exitCodes.passed,
  improved: exitCodes.passed,
  missed: exitCodes.missed,
  regressed: exitCodes.missed,
  inconclusive: exitCodes.inconclusive,
  invalid: exitCodes.invalid,
  interrupted: exitCodes.interrupted,
};

/** @param strict whether inconclusive counts: by default it is a warning, and the code 0 */
export function toExitCode(status: VerdictStatus, strict: boolean): ExitCode {
  return status === 'inconclusive' && !strict ? exitCodes.passed : codes[status];
}
