import type { Result } from '../../shared/contracts/result.ts';
import { nothing } from '../../shared/format.ts';
import { buildComparison, type ComparisonRow } from '../view/build-comparison.ts';
import { buildRules, type RuleRow } from '../view/build-rules.ts';
import { buildVerdict } from '../view/build-verdict.ts';
import { isJudged } from '../view/trust.ts';

export type Outcome = 'passed' | 'failure' | 'skipped' | 'error';

export interface JunitCase {
  /** The phase it is about, `run` or `comparison`. */
  scope: string;
  name: string;
  outcome: Outcome;
  message: string;
  details: string;
}

/** A case per objective, and per metric that gates. */
export function listCases(result: Result): JunitCase[] {
  const rows = buildRules(result).map((rule) => describeRule(result, rule));
  // A run without any case would read as success: one that can't be trusted gets a case of its own.
  const rules = rows.length === 0 && !isJudged(result) ? [describeDistrust(result)] : rows;
  const metrics = result.comparison === null ? [] : buildComparison(result.comparison).rows;
  // Those that gate, or a regressed run would look all green.
  return [...rules, ...metrics.filter((row) => row.gates === 'gates').map(describeMetric)];
}

/** Cases of an invalid or interrupted run are errors, whatever they measured: nothing was proved. */
function describeRule(result: Result, rule: RuleRow): JunitCase {
  const measured = `measured ${rule.value}, wanted ${rule.objective}`;
  const shared = { scope: rule.phase, name: rule.id };
  if (!isJudged(result)) {
    const { headline, reasons } = buildVerdict(result);
    return { ...shared, outcome: 'error', message: headline, details: join(measured, rule.explanation, ...reasons) };
  }
  if (rule.status === 'inconclusive') return { ...shared, outcome: 'skipped', message: rule.explanation, details: '' };
  const outcome = rule.status === 'passed' ? 'passed' : 'failure';
  return { ...shared, outcome, message: measured, details: join(measured, rule.explanation) };
}

function describeDistrust(result: Result): JunitCase {
  const { headline, reasons } = buildVerdict(result);
  const details = join(`measured ${nothing}, wanted ${nothing}`, headline, ...reasons);
  return { scope: 'run', name: 'the run can be trusted', outcome: 'error', message: headline, details };
}

const comparisonOutcomes: Record<string, Outcome> = { pass: 'passed', improved: 'passed', regressed: 'failure' };

function describeMetric(row: ComparisonRow): JunitCase {
  return {
    scope: 'comparison',
    name: row.metric,
    outcome: comparisonOutcomes[row.verdict] ?? 'skipped',
    message: `${row.candidate} against ${row.baseline}: ${row.delta} (${row.interval}), tolerance ${row.tolerance}`,
    details: row.note,
  };
}

function join(...lines: string[]): string {
  return lines.join('\n');
}
