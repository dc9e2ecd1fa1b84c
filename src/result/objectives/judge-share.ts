import type { MeasureName, Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import { countOperations } from '../tally/count-operations.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import { describeScope } from './describe-scope.ts';
import type { Judgement } from './judgement.ts';

export type ShareMeasure = Extract<MeasureName, 'trafficShare' | 'shedShare'>;

/** A share of operations: how many, of how many, in words. */
interface Share {
  part: number;
  whole: number;
  partWords: string;
  wholeWords: string;
}

const readers: Record<ShareMeasure, (tally: Tally, objective: Objective) => Share> = {
  /** Operations are counted where they were served or asked last, failed ones too: that is where the traffic went. */
  trafficShare(tally, objective) {
    const anywhere = { ...objective, region: null };
    const whole = countOperations(tally, anywhere).sent;
    return {
      part: objective.region === null ? whole : countOperations(tally, objective).sent,
      whole,
      partWords: `were served by ${objective.region ?? 'any region'} (or asked it last)`,
      wholeWords: `operations ${describeScope(anywhere)} that were sent to any region`,
    };
  },

  /** Shed operations belong to no region. */
  shedShare(tally, objective) {
    const anywhere = { ...objective, region: null };
    const { count, shed } = countOperations(tally, anywhere);
    return {
      part: shed,
      whole: count,
      partWords: 'were shed',
      wholeWords: `operations ${describeScope(anywhere)}`,
    };
  },
};

/** A share of operations, as it was: nothing is estimated. `inconclusive` without operations. */
export function judgeShare(tally: Tally, objective: Objective, measure: ShareMeasure): Judgement {
  const { part, whole, partWords, wholeWords } = readers[measure](tally, objective);
  const passes = `${describeBound(objective)} passes`;
  if (whole === 0)
    return { status: 'inconclusive', value: null, explanation: `There were no ${wholeWords}; ${passes}.` };
  const value = part / whole;
  return {
    status: meets(value, objective) ? 'passed' : 'missed',
    value,
    explanation: `${formatCount(part)} of ${formatCount(whole)} ${wholeWords} ${partWords} = ${formatPercent(value)}; ${passes}.`,
  };
}
