import type { Result, Rule } from '../../shared/contracts/result.ts';
import { formatBeside, formatObjective } from '../../shared/format.ts';
import { readRuleScope } from './rule-scope.ts';
import type { Tone } from './tone.ts';

export interface RuleRow {
  id: string;
  /** `run` when the rule is not about one phase. */
  phase: string;
  status: Rule['status'];
  word: string;
  icon: string;
  tone: Tone;
  value: string;
  objective: string;
  explanation: string;
}

export const ruleFaces: Record<Rule['status'], { word: string; icon: string; tone: Tone }> = {
  passed: { word: 'held', icon: '✔', tone: 'good' },
  missed: { word: 'missed', icon: '✘', tone: 'bad' },
  inconclusive: { word: 'inconclusive', icon: '?', tone: 'warn' },
};

/** What null says of a measure that is not about something happening. */
const withoutValue: Partial<Record<Rule['measure'], string>> = {
  successRate: 'no samples',
  latency: 'no samples',
  retryAmplification: 'no samples',
};

export function buildRules(result: Result): RuleRow[] {
  return result.verdict.rules.map((rule) => ({
    id: rule.id,
    phase: readRuleScope(rule).phase ?? 'run',
    status: rule.status,
    ...ruleFaces[rule.status],
    value:
      rule.value === null
        ? (withoutValue[rule.measure] ?? 'never')
        : formatBeside(rule.value, rule.objective, rule.unit),
    objective: formatObjective(rule),
    explanation: rule.explanation,
  }));
}
