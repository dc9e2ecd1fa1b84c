import type { Rule } from '../../shared/contracts/result.ts';
import { type PhaseName, phaseNames } from '../../shared/operations.ts';

export interface RuleScope {
  phase: PhaseName | null;
  /** The other words in the brackets: an operation, a region, a quantile. */
  others: string[];
}

/** A rule says what it is about in its id only: `successRate(fault, GetObject) ≥ 99 %`. */
export function readRuleScope(rule: Pick<Rule, 'id'>): RuleScope {
  const words = (/\(([^()]*)\)/.exec(rule.id)?.[1] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const phase = phaseNames.find((name) => words.includes(name)) ?? null;
  return { phase, others: words.filter((word) => word !== phase) };
}
