/**
 * Two-sample Kolmogorov–Smirnov statistic: the largest distance between the two empirical distributions, 0…1.
 * Both samples need at least one value.
 */
export function measureDistance(left: readonly number[], right: readonly number[]): number {
  const a = [...left].sort((x, y) => x - y);
  const b = [...right].sort((x, y) => x - y);
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= value) i += 1;
    while (j < b.length && (b[j] as number) <= value) j += 1;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/** Distance that samples of one distribution exceed once in a thousand times (Smirnov's asymptotic form: c(0.001) = 1.949). */
export function findCriticalDistance(left: number, right: number): number {
  return 1.949 * Math.sqrt((left + right) / (left * right));
}

/** The upper one of two in the middle. The sample needs at least one value. */
export function findMedian(sample: readonly number[]): number {
  return [...sample].sort((x, y) => x - y)[Math.floor(sample.length / 2)] as number;
}
