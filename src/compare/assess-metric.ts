import type { ComparisonMetric } from '../shared/contracts/result.ts';
import { assessNever } from './assess-never.ts';
import { alpha, type Bounds, estimateDifference } from './estimate-difference.ts';
import { describeShortage, fewestBaselines } from './fewest-baselines.ts';
import { labelMetric } from './label-metric.ts';
import type { Metric, MetricVerdict } from './metric.ts';

/** A metric with its verdict as if it were the only one, and how firmly that verdict holds. */
export interface Assessment {
  metric: ComparisonMetric;
  /**
   * Largest number of tests among which the finding (regressed or improved) still stands at α ÷ that number; null where
   * no interval was judged, so that Holm's correction has no say.
   */
  standsAmong: number | null;
}

/** @param family number of primary metrics: the most tests that Holm's correction divides α by */
export function assessMetric(metric: Metric, family: number): Assessment {
  const candidates = metric.candidates.filter((reading) => reading !== null);
  const baselines = metric.baselines.filter((reading) => reading !== null);
  const happened = candidates.length === metric.candidates.length && baselines.length === metric.baselines.length;
  if (!happened) return { metric: assessNever(metric, candidates, baselines), standsAmong: null };

  const { tolerance } = metric;
  const difference = estimateDifference(metric, candidates, baselines);
  const bounds = difference.interval(alpha);
  const judged = bounds !== null && baselines.length >= fewestBaselines;
  const verdict = judged ? decide(bounds, tolerance) : 'inconclusive';
  const remark = judged ? describeLean(bounds, verdict) : describeShortage(baselines.length);
  return {
    metric: {
      ...labelMetric(metric, baselines),
      baseline: difference.baseline,
      candidate: difference.candidate,
      delta: difference.delta,
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      minimumDetectable: difference.minimumDetectable,
      verdict,
      note: [metric.note, remark].filter((text) => text !== '').join('; '),
    },
    standsAmong: judged ? countStanding(difference.interval, tolerance, verdict, family) : null,
  };
}

/** `regressed` if low > δ, `improved` if high < −δ, `pass` if high < δ (or the two agree exactly), else `inconclusive`. */
export function decide({ low, high }: Bounds, tolerance: number): MetricVerdict {
  if (low > tolerance) return 'regressed';
  if (high < -tolerance) return 'improved';
  return high < tolerance || (low === 0 && high === 0) ? 'pass' : 'inconclusive';
}

function countStanding(
  interval: (chance: number) => Bounds | null,
  tolerance: number,
  verdict: MetricVerdict,
  family: number,
): number {
  let standing = 0;
  for (let tests = 1; tests <= family; tests += 1) {
    const bounds = interval(alpha / tests);
    if (bounds === null || decide(bounds, tolerance) !== verdict) break;
    standing = tests;
  }
  return standing;
}

function describeLean({ low, high }: Bounds, verdict: MetricVerdict): string {
  if (verdict === 'inconclusive') return low > 0 ? 'leaning worse' : high < 0 ? 'leaning better' : '';
  return verdict === 'pass' && low > 0 ? 'worse, within the tolerance' : '';
}
