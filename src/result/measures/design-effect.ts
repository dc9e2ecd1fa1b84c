import type { Counts } from '../tally/count-operations.ts';

/**
 * How many times more the success rate varies than it would if operations failed independently; never below 1. Errors
 * burst, so operations of one second are alike: the seconds are the sample's clusters.
 *
 *   deff = Σ(xᵢ − p·nᵢ)² · C/(C−1) ÷ (n·p·(1−p))
 *
 * with xᵢ successes among the nᵢ operations of second i, C seconds, p = Σxᵢ/Σnᵢ and n = Σnᵢ: the variance of the ratio
 * estimator for clusters of unequal size over that of a simple sample (Cochran: "Sampling Techniques", 3rd ed., §9A).
 * Bursts longer than a second are still underestimated. 1 when there is one second, or nothing varies.
 */
export function estimateDesignEffect(seconds: readonly Counts[]): number {
  const clusters = seconds.length;
  const count = seconds.reduce((sum, second) => sum + second.count, 0);
  const succeeded = seconds.reduce((sum, second) => sum + second.succeeded, 0);
  if (clusters < 2 || succeeded === 0 || succeeded === count) return 1;
  const share = succeeded / count;
  const between = seconds.reduce((sum, second) => sum + (second.succeeded - share * second.count) ** 2, 0);
  return Math.max(1, (between * clusters) / (clusters - 1) / (count * share * (1 - share)));
}
