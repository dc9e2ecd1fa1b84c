import type { Result, Rule } from '../../shared/contracts/result.ts';
import { formatBeside, formatObjective } from '../../shared/format.ts';
import { readRuleScope } from './rule-scope.ts';
import type { Tone } from './tone.ts';
import { isJudged } from './trust.ts';

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

export interface RuleFace {
  word: string;
  icon: string;
  tone: Tone;
}

const faces: Record<Rule['status'], RuleFace> = {
  passed: { word: 'held', icon: '✔', tone: 'good' },
  missed: { word: 'missed', icon: '✘', tone: 'bad' },
  inconclusive: { word: 'inconclusive', icon: '?', tone: 'warn' },
};

const notJudged: RuleFace = { word: 'not judged', icon: '·', tone: 'plain' };

/** How a rule reads: that of a run that can't be trusted was neither held nor missed. */
export function faceRule(result: Pick<Result, 'verdict'>, rule: Pick<Rule, 'status'>): RuleFace {
  return isJudged(result) ? faces[rule.status] : notJudged;
}

/** What null says of a measure that is not about something happening. */
const withoutValue: Partial<Record<Rule['measure'], string>> = {
  successRate: 'no samples',
  latency: 'no samples',
  retryAmplification: 'no samples',
  retrySynchronisation: 'too few retries',
  trafficShare: 'no samples',
  shedShare: 'no samples',
};

function readValue(result: Result, { value, measure, objective, unit }: Rule): string {
  if (value !== null) return formatBeside(value, objective, unit);
  return isJudged(result) ? (withoutValue[measure] ?? 'never') : 'not measured';
}

export function buildRules(result: Result): RuleRow[] {
  return result.verdict.rules.map((rule) => ({
    id: rule.id,
    phase: readRuleScope(rule).phase ?? 'run',
    status: rule.status,
    ...faceRule(result, rule),
    value: readValue(result, rule),
    objective: formatObjective(rule),
    explanation: rule.explanation,
  }));
}
