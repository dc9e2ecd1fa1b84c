import type { Rule } from '../../shared/contracts/result.ts';
import { formatCount, formatMs, formatPercent, formatQuantity } from '../../shared/format.ts';
import { countRejections, describeRejections } from '../describe-rejections.ts';
import { describeWhen, type HeadlineFacts } from './headline-facts.ts';
import { describeLead } from './headline-lead.ts';
import { describeTraffic } from './headline-traffic.ts';

/** One plain sentence: what broke, where, how much, against which objective. */
export function writeHeadline(facts: HeadlineFacts): string {
  if (facts.status === 'interrupted') return describeInterruption(facts);
  if (facts.status === 'invalid') return describeInvalidity(facts.validity.reasons);
  const rule = chooseRule(facts);
  const objective = facts.plan.objectives.find(({ id }) => id === rule?.id);
  const lead = rule && objective ? describeLead(facts, rule, objective) : describeWithoutObjective(facts);
  const rest = [
    describeMainReason(facts),
    describeTraffic(facts, objective?.measure),
    describeOtherRules(facts),
  ].filter((part) => part !== '');
  return `${[lead, ...rest].join('; ')}.`;
}

function describeInterruption({ phases, totals, measuredUntilMs }: HeadlineFacts): string {
  const reached = phases.findLast((phase) => phase.operations > 0);
  if (reached === undefined)
    return 'The drill was interrupted before any operation was measured, so nothing is judged.';
  const so = `${formatPercent(totals.succeeded / totals.operations)} of ${formatCount(totals.operations)} operations`;
  return `The drill was interrupted in the ${reached.name} phase, after ${formatMs(measuredUntilMs)}, so nothing is judged; until then ${so} succeeded.`;
}

function describeInvalidity(reasons: readonly string[]): string {
  // Of a reason the headline takes what is wrong, not what to do.
  const wrong = (reasons[0] ?? 'The run is not valid').split('; ')[0]?.replace(/\.$/, '');
  const others = reasons.length > 1 ? ` (and for ${formatQuantity(reasons.length - 1, 'more reason')})` : '';
  return `${wrong}; no figure of this run can be trusted${others}.`;
}

/** The rule to tell: of those that decided the verdict, success while the fault lasted, else the first. */
function chooseRule({ status, rules, plan }: HeadlineFacts): Rule | undefined {
  const decided = rules.filter((rule) => rule.status === status);
  const isFaultSuccess = (rule: Rule) =>
    rule.measure === 'successRate' && plan.objectives.some(({ id, phase }) => id === rule.id && phase === 'fault');
  return (
    decided.find(isFaultSuccess) ?? decided.find((rule) => rule.measure === 'successRate') ?? decided[0] ?? rules[0]
  );
}

/** Most failures are named by the faults and the blast radius; those of operations that nobody took are not. */
function describeMainReason({ outcomes }: HeadlineFacts): string {
  const { rejected, failed } = countRejections(outcomes);
  return rejected > failed / 2 ? describeRejections(rejected) : '';
}

function describeWithoutObjective(facts: HeadlineFacts): string {
  const phase = facts.phases.find(({ kind }) => kind === 'fault');
  if (phase === undefined || phase.successRate === null) return 'The drill states no objective';
  return `${formatPercent(phase.successRate)} of operations succeeded ${describeWhen(facts, 'fault')} (the drill states no objective)`;
}

function describeOtherRules({ status, rules }: HeadlineFacts): string {
  const others = rules.filter((rule) => rule.status === 'missed').length - 1;
  if (status === 'missed' && others > 0) {
    return `${formatQuantity(others, 'more objective was', 'more objectives were')} missed`;
  }
  if (status !== 'passed' || rules.length < 2) return '';
  return rules.length === 2 ? 'both objectives held' : `all ${rules.length} objectives held`;
}
