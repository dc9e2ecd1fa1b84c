import type { Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';
import { measureAmplification } from '../measures/measure-amplification.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import { describeScope } from './describe-scope.ts';
import type { Judgement } from './judgement.ts';

/** Retry amplification; `inconclusive` where nothing was sent. */
export function judgeAmplification(tally: Tally, objective: Objective): Judgement {
  const { amplification, attempts, requests } = measureAmplification(tally, objective);
  const scope = describeScope(objective);
  const passes = `${describeBound(objective)} passes`;
  if (amplification === null) {
    return { status: 'inconclusive', value: null, explanation: `No request ${scope} was sent; ${passes}.` };
  }
  return {
    status: meets(amplification, objective) ? 'passed' : 'missed',
    value: amplification,
    explanation: `${formatCount(attempts)} attempts ÷ ${formatCount(requests)} requests ${scope} that would have been sent had none failed = ${formatNumber(amplification)}; ${passes}.`,
  };
}
