import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, joinWords } from '../../shared/format.ts';
import { type OperationOutcome, operationOutcomes } from '../../shared/outcome.ts';
import { explainOutcome } from './names.ts';

export interface OutcomeRow {
  name: string;
  meaning: string;
  /** One per phase of `phases`. */
  cells: string[];
}

export interface OutcomesView {
  phases: string[];
  /** Of the outcomes that occurred. */
  rows: OutcomeRow[];
  /** Outcomes that the tables of phases don't name; '' where there were none. */
  sentence: string;
}

/** The tables of phases have columns for these. */
const toldByPhases: ReadonlySet<OperationOutcome> = new Set(['ok', 'failed', 'shed']);

/** What became of operations by phase, all workloads, operations and priorities together. */
export function buildOutcomes({ outcomes, phases }: Pick<Result, 'outcomes' | 'phases'>): OutcomesView {
  const count = (outcome: OperationOutcome, phase: string | null) =>
    outcomes
      .filter((row) => row.outcome === outcome && (phase === null || row.phase === phase))
      .reduce((sum, row) => sum + row.count, 0);
  const occurred = operationOutcomes.filter((outcome) => count(outcome, null) > 0);
  const others = occurred.filter((outcome) => !toldByPhases.has(outcome));
  const parts = others.map(
    (outcome) =>
      `${formatCount(count(outcome, null))} ${explainOutcome(outcome).name}${outcome === 'rejected' ? ' (no region took them)' : ''}`,
  );
  return {
    phases: phases.map(({ name }) => name),
    rows: occurred.map((outcome) => ({
      ...explainOutcome(outcome),
      cells: phases.map(({ name }) => formatCount(count(outcome, name))),
    })),
    sentence: parts.length === 0 ? '' : `Among the failed operations: ${joinWords(parts)}.`,
  };
}
