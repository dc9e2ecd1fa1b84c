import type { Objective } from '../../shared/contracts/plan.ts';
import { formatCount, formatMs, formatPercent } from '../../shared/format.ts';
import { readQuantile, relativeError } from '../../shared/histogram.ts';
import { countSamplesNeeded } from '../measures/summarize-latency.ts';
import { countOperations } from '../tally/count-operations.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import { describeScope } from './describe-scope.ts';
import type { Judgement } from './judgement.ts';

const defaultQuantile = 0.99;

/**
 * A quantile of the latency of succeeded operations, from their scheduled time, out of merged histograms. `inconclusive`
 * where n is too small for the quantile (see countSamplesNeeded); missed where operations were sent and none succeeded.
 */
export function judgeLatency(tally: Tally, objective: Objective): Judgement {
  const quantile = objective.quantile ?? defaultQuantile;
  const scope = describeScope(objective);
  const latency = mergeLatency(tally, objective);
  const passes = `${describeBound(objective)} passes`;
  const value = readQuantile(latency, quantile);
  if (value === null) {
    const { count } = countOperations(tally, objective);
    return {
      status: count === 0 ? 'inconclusive' : 'missed',
      value: null,
      explanation: `None of ${formatCount(count)} operations ${scope} succeeded, so there is no latency to judge; ${passes}.`,
    };
  }
  const name = nameQuantile(quantile);
  const needed = countSamplesNeeded(quantile);
  if (latency.count < needed) {
    return {
      status: 'inconclusive',
      value: null,
      explanation: `n too small: ${formatCount(latency.count)} operations ${scope} succeeded, and ${name} needs ${formatCount(needed)} (n with ${quantile}ⁿ ≤ 2.5 %); ${passes}.`,
    };
  }
  const close = Math.abs(value / objective.value - 1) < relativeError;
  const doubt = close ? ' The two differ by less than the histogram’s error.' : '';
  return {
    status: meets(value, objective) ? 'passed' : 'missed',
    value,
    explanation: `${name} of ${formatCount(latency.count)} succeeded operations ${scope} = ${formatMs(value)} ${describeBasis(tally, objective)} (merged histogram, ±${formatPercent(relativeError)}); ${passes}.${doubt}`,
  };
}

/** Nothing is scheduled in a closed load: latency counts from the start there. */
function describeBasis({ plan }: Tally, { workload }: Objective): string {
  const loads = plan.workloads
    .filter(({ name }) => workload === null || name === workload)
    .map(({ load }) => load.model);
  if (!loads.includes('closed')) return 'from the scheduled time';
  return loads.includes('open') ? 'from the scheduled time (closed loads: from the start)' : 'from the start';
}

/** `p99`, `p99.9` */
export function nameQuantile(quantile: number): string {
  return `p${Number((quantile * 100).toFixed(6))}`;
}
