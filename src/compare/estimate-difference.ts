import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Metric, PooledCounts, Reading } from './metric.ts';
import type { Scale } from './scales.ts';

export interface Bounds {
  low: number;
  high: number;
}

/** Difference between the pools; the run is the sampling unit. Harm is positive. */
export interface Difference {
  /** Centre of each pool, in the metric's own unit. */
  baseline: number;
  candidate: number;
  delta: number;
  /** Two-sided confidence interval of `delta` that misses it with chance `alpha`; null with a single run on each side. */
  interval(alpha: number): Bounds | null;
  /** Harm found with 80 % power at α = 5 %; null with a single run on each side. */
  minimumDetectable: number | null;
}

/** Chance of a false alarm that a verdict accepts, over all primary metrics together. */
export const alpha = 0.05;
const power = 0.8;
/** Student's t with so many degrees of freedom is the normal distribution to five digits. */
const nearlyNormal = 1_000_000;

/**
 * The run-level method: k candidate and m baseline runs, D = difference of their means on the metric's scale,
 * D ± t(1 − α/2, m + k − 2) · s · √(1/m + 1/k), with s the pooled standard deviation between runs. Comparing seconds or
 * operations instead would take the noise between runs for a finding (false alarms of 42 to 80 % instead of 5 %).
 *
 * s is never less than the measurement's own steps make (`scale.resolution`), and an interval of success never narrower
 * than the operations alone would make it (Agresti, Caffo: "Simple and Effective Confidence Intervals for Proportions",
 * The American Statistician 54, 2000): a few runs may agree by chance. Runs that all agree to the last digit differ by 0.
 */
export function estimateDifference(
  { scale, counts }: Pick<Metric, 'scale' | 'counts'>,
  candidates: readonly Reading[],
  baselines: readonly Reading[],
): Difference {
  const candidate = meanOf(candidates);
  const baseline = meanOf(baselines);
  const difference = candidate - baseline;
  const delta = scale.toDelta(baseline, difference);
  const freedom = candidates.length + baselines.length - 2;
  const alike = new Set([...candidates, ...baselines].map(({ position }) => position)).size === 1;
  const squares = squaresOf(candidates, candidate) + squaresOf(baselines, baseline);
  const spread = alike ? 0 : Math.max(scale.resolution, Math.sqrt(squares / freedom));
  const standardError = spread * Math.sqrt(1 / candidates.length + 1 / baselines.length);

  function interval(chance: number): Bounds | null {
    if (freedom < 1) return null;
    const reach = tQuantile(1 - chance / 2, freedom) * standardError;
    const low = scale.toDelta(baseline, difference - reach);
    const high = scale.toDelta(baseline, difference + reach);
    if (alike || counts === null) return { low, high };
    const sampled = sampleInterval(counts.candidates, counts.baselines, tQuantile(1 - chance / 2, nearlyNormal));
    return { low: Math.min(low, sampled.low), high: Math.max(high, sampled.high) };
  }

  function findMinimumDetectable(): number | null {
    if (freedom < 1) return null;
    const reach = (tQuantile(1 - alpha / 2, freedom) + tQuantile(power, freedom)) * standardError;
    const detectable = scale.toDelta(baseline, reach);
    if (alike || counts === null) return detectable;
    const z = tQuantile(1 - alpha / 2, nearlyNormal) + tQuantile(power, nearlyNormal);
    const { low, high } = sampleInterval(counts.candidates, counts.baselines, z);
    return Math.max(detectable, (high - low) / 2);
  }

  return {
    baseline: readCentre(scale, baselines, baseline),
    candidate: readCentre(scale, candidates, candidate),
    delta,
    interval,
    minimumDetectable: findMinimumDetectable(),
  };
}

/** From the smallest value on, so that equal values have exactly that mean, in whatever order they come. */
export function meanOf(readings: readonly Reading[]): number {
  const positions = readings.map(({ position }) => position).sort((left, right) => left - right);
  const smallest = positions[0] ?? Number.NaN;
  return smallest + positions.reduce((sum, position) => sum + (position - smallest), 0) / positions.length;
}

function squaresOf(readings: readonly Reading[], mean: number): number {
  return readings.reduce((sum, { position }) => sum + (position - mean) ** 2, 0);
}

/** Agresti and Caffo's interval of a difference of two shares: one success and one failure added to each side. */
function sampleInterval(candidates: PooledCounts, baselines: PooledCounts, z: number): Bounds {
  const [ours, theirs] = [candidates, baselines].map(({ count, succeeded }) => {
    const share = (succeeded + 1) / (count + 2);
    return { share, variance: (share * (1 - share)) / (count + 2) };
  }) as [{ share: number; variance: number }, { share: number; variance: number }];
  const harm = theirs.share - ours.share;
  const reach = z * Math.sqrt(ours.variance + theirs.variance);
  return { low: harm - reach, high: harm + reach };
}

/** One run's own value is known exactly; of several the centre comes back from the scale. */
function readCentre(scale: Scale, readings: readonly Reading[], centre: number): number {
  const [only] = readings;
  return readings.length === 1 && only !== undefined ? only.value : scale.toValue(centre);
}
