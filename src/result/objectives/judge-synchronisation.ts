import type { Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatMoment, formatNumber } from '../../shared/format.ts';
import { fewestRetries, measureSynchronisation } from '../measures/measure-synchronisation.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import type { Judgement } from './judgement.ts';

/** Retry synchronisation of the fault phase; `inconclusive` where there were too few retries to tell. */
export function judgeSynchronisation(tally: Tally, objective: Objective): Judgement {
  const pulse = measureSynchronisation(tally);
  const passes = `${describeBound(objective)} passes`;
  if (pulse === null) {
    return {
      status: 'inconclusive',
      value: null,
      explanation: `No second of the fault phase had the ${fewestRetries} retries that it takes to tell a rhythm; ${passes}.`,
    };
  }
  const { factor, retries, mean, atMs } = pulse;
  return {
    status: meets(factor, objective) ? 'passed' : 'missed',
    value: factor,
    explanation: `The 100 ms that stood out most in the fault phase, at ${formatMoment(atMs)}, sent ${formatCount(retries)} retries where 100 ms of the 1.1 s around them sent ${formatNumber(mean)}; pulse, less what chance adds, ÷ mean = ${formatNumber(factor)} (never below 1); ${passes}.`,
  };
}
