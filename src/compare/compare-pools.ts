import type { Comparison, ComparisonMetric, Result } from '../shared/contracts/result.ts';
import { assessMetric } from './assess-metric.ts';
import { correctByHolm } from './correct-by-holm.ts';
import { requireComparable } from './incomparable.ts';
import { listMetrics } from './list-metrics.ts';
import { defaultTolerances, type Tolerances } from './tolerances.ts';

/**
 * Compares candidate runs with a pool of baseline runs, metric by metric, with the run as the sampling unit; see
 * estimateDifference for the method and assessMetric for the verdicts. Deltas count harm as positive.
 * @throws Failure `runs-incomparable` or `nothing-to-compare`, with the exit code for usage
 */
export function comparePools(
  candidates: readonly Result[],
  baselines: readonly Result[],
  tolerances: Tolerances = defaultTolerances,
): Comparison {
  requireComparable(candidates, baselines);
  const metrics = listMetrics({ candidates, baselines }, tolerances);
  const family = metrics.filter((metric) => metric.primary).length;
  const judged = correctByHolm(metrics.map((metric) => assessMetric(metric, family)));
  return {
    baselineRuns: baselines.map(({ run }) => run.id),
    candidateRuns: candidates.map(({ run }) => run.id),
    verdict: chooseVerdict(judged),
    metrics: judged,
  };
}

/** The worst of the primary metrics decides; an improvement counts only when nothing is left open. */
function chooseVerdict(metrics: readonly ComparisonMetric[]): Comparison['verdict'] {
  const verdicts = metrics.filter((metric) => metric.primary).map((metric) => metric.verdict);
  if (verdicts.length === 0) return 'inconclusive';
  return (['regressed', 'inconclusive', 'improved'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'pass';
}
