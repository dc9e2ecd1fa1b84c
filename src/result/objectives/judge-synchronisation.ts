import type { Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatMoment, formatNumber } from '../../shared/format.ts';
import { fewestRetries, measureSynchronisation } from '../measures/measure-synchronisation.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import type { Judgement } from './judgement.ts';

/** Retry synchronisation of the fault phase; `inconclusive` where there were too few retries to tell. */
export function judgeSynchronisation(tally: Tally, objective: Objective): Judgement {
  const busiest = measureSynchronisation(tally);
  const passes = `${describeBound(objective)} passes`;
  if (busiest === null) {
    return {
      status: 'inconclusive',
      value: null,
      explanation: `No second of the fault phase had the ${fewestRetries} retries that it takes to tell a rhythm; ${passes}.`,
    };
  }
  const { factor, retries, mean, atMs } = busiest;
  return {
    status: meets(factor, objective) ? 'passed' : 'missed',
    value: factor,
    explanation: `The busiest 100 ms of the fault phase, at ${formatMoment(atMs)}, sent ${formatCount(retries)} retries where 100 ms of the second around them sent ${formatNumber(mean)}; peak, less what chance adds, ÷ mean = ${formatNumber(factor)} (never below 1); ${passes}.`,
  };
}
