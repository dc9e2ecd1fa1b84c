import type { Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatNumber, formatPercent } from '../../shared/format.ts';
import { estimateSuccess, type SuccessEstimate } from '../measures/estimate-success.ts';
import { countOperations } from '../tally/count-operations.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import { describeScope } from './describe-scope.ts';
import type { Judgement } from './judgement.ts';

/** An interval that spans the objective leaves the decision to the point estimate; below so many operations, to nobody. */
const fewestOperations = 30;

/**
 * Success rate against an absolute objective, by Wilson's 95 % interval widened by the design effect: wholly on the
 * right side → passed, wholly on the wrong side → missed, spanning the objective → the point estimate decides and the
 * explanation says so, or, with fewer than 30 operations, `inconclusive`.
 */
export function judgeSuccessRate(tally: Tally, objective: Objective): Judgement {
  const counts = countOperations(tally, objective);
  const estimate = estimateSuccess(counts);
  const scope = describeScope(objective);
  if (estimate === null) {
    return { status: 'inconclusive', value: null, explanation: `No operation was scheduled ${scope}.` };
  }
  const spans = estimate.low < objective.value && objective.value < estimate.high;
  const tooFew = spans && estimate.count < fewestOperations;
  const status = tooFew ? 'inconclusive' : meets(estimate.rate, objective) ? 'passed' : 'missed';
  const formula = `${formatCount(counts.succeeded)} of ${formatCount(counts.count)} operations ${scope} succeeded = ${formatPercent(estimate.rate)}`;
  const explanation = `${formula}, 95 % interval ${describeInterval(estimate)}; ${describeBound(objective)} passes${describeBudget(estimate.rate, objective)}.${describeDoubt(spans, tooFew)}`;
  return { status, value: estimate.rate, explanation };
}

function describeInterval({ low, high, designEffect }: SuccessEstimate): string {
  const widened = designEffect > 1 ? `, widened by a design effect of ${formatNumber(designEffect)}` : '';
  return `${formatPercent(low)} to ${formatPercent(high)} (Wilson${widened})`;
}

/** Budget burn = (1 − S) ÷ (1 − objective): how much faster than allowed the error budget was spent. */
function describeBudget(rate: number, { comparator, value }: Objective): string {
  if (comparator !== 'atLeast' || value >= 1) return '';
  if (rate === 1) return '; no error budget was spent';
  return `; the error budget burnt at ${formatNumber((1 - rate) / (1 - value))} times the allowed rate`;
}

function describeDoubt(spans: boolean, tooFew: boolean): string {
  if (tooFew) return ` The interval spans the objective and n is below ${fewestOperations}: too small to tell.`;
  return spans ? ' The interval spans the objective, so a repeat may fall on the other side; the point decides.' : '';
}
