import type { AttemptResult } from '../../shared/contracts/result.ts';
import { operationNames, phaseNames } from '../../shared/operations.ts';
import { attemptOutcomes } from '../../shared/outcome.ts';
import type { Tally } from '../tally/tally.ts';

/** Attempts by phase of their operation, operation, region asked, outcome and code; whatever they were sent for. */
export function tabulateAttempts(tally: Tally): AttemptResult[] {
  const rows = new Map<string, AttemptResult>();
  for (const { phase, op, region, outcome, code, count } of tally.attempts.values()) {
    const key = `${phase}|${op}|${region}|${outcome}|${code}`;
    const known = rows.get(key) ?? { phase, op, region, outcome, code, count: 0 };
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
    compareText(left.code, right.code)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
