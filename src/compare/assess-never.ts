import type { ComparisonMetric } from '../shared/contracts/result.ts';
import { meanOf } from './estimate-difference.ts';
import { describeShortage, fewestBaselines } from './fewest-baselines.ts';
import { labelMetric } from './label-metric.ts';
import type { Metric, MetricVerdict, Reading } from './metric.ts';

/**
 * A metric that did not happen in some run, such as a recovery that never came: there is no number to average, so the
 * runs in which it happened are counted instead. It never happened in the candidates and always in the baselines:
 * regressed; the other way round: improved; in no run: nothing changed; sometimes: inconclusive. The centres shown are
 * those of the runs in which it happened.
 */
export function assessNever(
  metric: Metric,
  candidates: readonly Reading[],
  baselines: readonly Reading[],
): ComparisonMetric {
  const ours = { happened: candidates.length, runs: metric.candidates.length };
  const theirs = { happened: baselines.length, runs: metric.baselines.length };
  const centreOf = (readings: readonly Reading[]): number | null =>
    readings.length === 0 ? null : metric.scale.toValue(meanOf(readings));
  const enough = theirs.runs >= fewestBaselines;
  const counts = `happened in ${ours.happened} of ${ours.runs} candidate and ${theirs.happened} of ${theirs.runs} baseline runs`;
  return {
    ...labelMetric(metric, baselines),
    baseline: centreOf(baselines),
    candidate: centreOf(candidates),
    delta: null,
    low: null,
    high: null,
    minimumDetectable: null,
    verdict: enough ? decideByHappening(ours, theirs) : 'inconclusive',
    note: [metric.note, counts, enough ? '' : describeShortage(theirs.runs)].filter((text) => text !== '').join('; '),
  };
}

interface Happening {
  happened: number;
  runs: number;
}

function decideByHappening(ours: Happening, theirs: Happening): MetricVerdict {
  if (ours.happened === 0 && theirs.happened === 0) return 'pass';
  if (ours.happened === 0 && theirs.happened === theirs.runs) return 'regressed';
  if (ours.happened === ours.runs && theirs.happened === 0) return 'improved';
  return 'inconclusive';
}
