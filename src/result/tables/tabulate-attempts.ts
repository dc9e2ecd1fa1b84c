import { type AttemptResult, answerers } from '../../shared/contracts/result.ts';
import { operationNames, phaseNames } from '../../shared/operations.ts';
import { attemptCauses, attemptOutcomes } from '../../shared/outcome.ts';
import { compareText } from '../compare-text.ts';
import type { Tally } from '../tally/tally.ts';

/**
 * Attempts by phase of their operation (of a probe, of its sending), operation, region asked and planned, outcome, code,
 * who answered and why they were sent.
 */
export function tabulateAttempts(tally: Tally): AttemptResult[] {
  const rows = new Map<string, AttemptResult>();
  for (const { phase, op, region, planned, outcome, code, answeredBy, cause, count } of tally.attempts.values()) {
    const key = `${phase}|${op}|${region}|${planned}|${outcome}|${answeredBy}|${cause}|${code}`;
    const known = rows.get(key) ?? { phase, op, region, outcome, code, planned, cause, answeredBy, count: 0 };
    rows.set(key, { ...known, count: known.count + count });
  }
  return [...rows.values()].sort(compareRows);
}

function compareRows(left: AttemptResult, right: AttemptResult): number {
  return (
    phaseNames.indexOf(left.phase) - phaseNames.indexOf(right.phase) ||
    operationNames.indexOf(left.op) - operationNames.indexOf(right.op) ||
    compareText(left.region, right.region) ||
    attemptOutcomes.indexOf(left.outcome) - attemptOutcomes.indexOf(right.outcome) ||
    compareText(left.code, right.code) ||
    answerers.indexOf(left.answeredBy) - answerers.indexOf(right.answeredBy) ||
    attemptCauses.indexOf(left.cause) - attemptCauses.indexOf(right.cause) ||
    compareText(left.planned, right.planned)
  );
}
