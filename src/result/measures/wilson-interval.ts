export interface Interval {
  low: number;
  high: number;
}

/** Standard normal quantiles for two-sided confidence. */
export const z95 = 1.959964;
export const z999 = 3.290527;

/**
 * Wilson's score interval of a proportion: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 * It keeps its coverage near 0 and 1, where a drill's success rates live (Brown, Cai, DasGupta: "Interval Estimation for
 * a Binomial Proportion", Statistical Science 16, 2001).
 * @param share between 0 and 1
 * @param samples need not be whole: a design effect divides them; null when there are none
 */
export function wilsonInterval(share: number, samples: number, z: number): Interval | null {
  if (!(samples > 0)) return null;
  const perSample = z ** 2 / samples;
  const middle = share + perSample / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / samples + perSample / (4 * samples));
  const scale = 1 + perSample;
  // The bounds hold exactly; floating point misses them by its last digit.
  return {
    low: Math.min(share, Math.max(0, (middle - reach) / scale)),
    high: Math.max(share, Math.min(1, (middle + reach) / scale)),
  };
}
