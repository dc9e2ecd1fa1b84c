import type { LatencySummary } from '../../shared/contracts/result.ts';
import { type Histogram, readQuantile } from '../../shared/histogram.ts';

/** Chance, on each side, of a quantile's 95 % confidence interval missing it. */
const tail = 0.025;

/**
 * Fewest samples from which a quantile can be told: n with qⁿ ≤ 2.5 % (below the median, (1−q)ⁿ), so that the true
 * quantile lies below the sample's largest value with 97.5 %; with fewer, its 95 % interval has no upper end.
 * 368 for p99, 3,688 for p99.9, 72 for p95, 6 for p50.
 */
export function countSamplesNeeded(quantile: number): number {
  return Math.ceil(Math.log(tail) / Math.log(Math.max(quantile, 1 - quantile)));
}

/** The quantile in ms, within 1 % (see shared/histogram.ts); null when there are too few samples to tell. */
export function readTrustedQuantile(histogram: Histogram, quantile: number): number | null {
  return histogram.count < countSamplesNeeded(quantile) ? null : readQuantile(histogram, quantile);
}

/** Quantiles of merged histograms, never means of quantiles; null where n is too small. */
export function summarizeLatency(histogram: Histogram): LatencySummary {
  return {
    p50: readTrustedQuantile(histogram, 0.5),
    p95: readTrustedQuantile(histogram, 0.95),
    p99: readTrustedQuantile(histogram, 0.99),
    max: histogram.count === 0 ? null : histogram.max,
  };
}
