import type { LatencySummary, Result } from '../shared/contracts/result.ts';
import { listBoth, type Metric, mapPools, type Pools, type Reading } from './metric.ts';
import { latencyScale } from './scales.ts';

type Labels = Pick<Metric, 'phase' | 'region' | 'op' | 'primary'>;

const quantiles = ['p99', 'p95', 'p50'] as const;

/** No clock resolves less than this, and the logarithm needs more than 0. */
const smallestMs = 0.001;

/**
 * Quantiles of each run's merged histogram, the highest first; those that some run has too few operations for (null in
 * its result) are left out. Only the highest that is left may be primary.
 * @param nameMetric makes an id of `p99`
 */
export function readLatencies(
  labels: Labels,
  nameMetric: (quantile: string) => string,
  tolerance: number,
  runs: Pools<Result>,
  read: (run: Result) => LatencySummary | undefined,
): Metric[] {
  const summaries = mapPools(runs, read);
  return quantiles
    .filter((quantile) => listBoth(summaries).every((summary) => typeof summary?.[quantile] === 'number'))
    .map((quantile, index) => ({
      ...labels,
      id: nameMetric(quantile),
      primary: labels.primary && index === 0,
      scale: latencyScale,
      tolerance,
      ...mapPools(summaries, (summary) => placeLatency(summary?.[quantile] ?? 0)),
      counts: null,
      note: index === 0 && quantile !== 'p99' ? 'too few operations for p99' : '',
    }));
}

function placeLatency(value: number): Reading {
  return { value, position: Math.log(Math.max(smallestMs, value)) };
}
