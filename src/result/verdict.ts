import type { Comparison, Result, Rule, VerdictStatus } from '../shared/contracts/result.ts';
import { addComparison, removeComparison } from './headline/headline-comparison.ts';

/** What a verdict hangs on. */
export interface Grounds {
  interrupted: boolean;
  valid: boolean;
  rules: readonly Pick<Rule, 'status'>[];
  comparison: Pick<Comparison, 'verdict'> | null;
}

/**
 * The worst thing known decides: interrupted, invalid, an objective missed, then what the comparison found, then a rule
 * that could not be decided; else passed. An improvement does not outweigh a missed objective.
 */
export function judgeStatus({ interrupted, valid, rules, comparison }: Grounds): VerdictStatus {
  if (interrupted) return 'interrupted';
  if (!valid) return 'invalid';
  if (rules.some((rule) => rule.status === 'missed')) return 'missed';
  if (comparison !== null && comparison.verdict !== 'pass') return comparison.verdict;
  return rules.some((rule) => rule.status === 'inconclusive') ? 'inconclusive' : 'passed';
}

/** The same result with a comparison (which replaces an earlier one), and the verdict and headline that follow from it. */
export function withComparison(result: Result, comparison: Comparison): Result {
  const { verdict, validity } = result;
  const status = judgeStatus({
    interrupted: verdict.status === 'interrupted',
    valid: validity.valid,
    rules: verdict.rules,
    comparison,
  });
  const own = removeComparison(verdict.headline, result.comparison);
  const decides = comparison.verdict !== 'pass' && status === comparison.verdict;
  const headline = decides ? addComparison(own, comparison) : own;
  return { ...result, comparison, verdict: { ...verdict, status, headline } };
}
