import type { HistogramWire } from './contracts/telemetry.ts';

/**
 * Guaranteed relative error of every quantile. Buckets grow by γ = (1+ε)/(1−ε), so that the middle of a bucket is within
 * ε of each value in it (Masson, Rim, Lee: "DDSketch", VLDB 2019, section 2).
 */
export const relativeError = 0.01;

const gamma = (1 + relativeError) / (1 - relativeError);
// Looked up once: inside k6 it takes longer to find them than to call them.
const { ceil, log } = Math;
const logGamma = log(gamma);

/** Below this (in ms) a value counts as zero: no clock here resolves it. */
const smallestMs = 0.001;

/** Latencies in milliseconds, mergeable without loss: merging is associative and commutative. */
export interface Histogram {
  buckets: Map<number, number>;
  zeros: number;
  count: number;
  sum: number;
  min: number;
  max: number;
}

export function createHistogram(): Histogram {
  return { buckets: new Map(), zeros: 0, count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0 };
}

export function recordValue(histogram: Histogram, valueMs: number): void {
  histogram.count += 1;
  histogram.sum += valueMs;
  if (valueMs < histogram.min) histogram.min = valueMs;
  if (valueMs > histogram.max) histogram.max = valueMs;
  if (valueMs < smallestMs) {
    histogram.zeros += 1;
    return;
  }
  const index = ceil(log(valueMs) / logGamma);
  histogram.buckets.set(index, (histogram.buckets.get(index) ?? 0) + 1);
}

/** Adds all of `source` to `target`; `source` stays as it was. */
export function mergeInto(target: Histogram, source: Histogram): Histogram {
  target.zeros += source.zeros;
  target.count += source.count;
  target.sum += source.sum;
  target.min = Math.min(target.min, source.min);
  target.max = Math.max(target.max, source.max);
  for (const [index, count] of source.buckets) target.buckets.set(index, (target.buckets.get(index) ?? 0) + count);
  return target;
}

/**
 * The value at rank ⌈q·n⌉, within `relativeError` of the exact one and never outside [min, max]; null when empty.
 * @param q between 0 and 1
 */
export function readQuantile(histogram: Histogram, q: number): number | null {
  if (histogram.count === 0) return null;
  const rank = Math.max(1, Math.ceil(q * histogram.count));
  let seen = histogram.zeros;
  if (rank <= seen) return Math.max(0, histogram.min);
  for (const index of [...histogram.buckets.keys()].sort((a, b) => a - b)) {
    seen += histogram.buckets.get(index) ?? 0;
    if (seen >= rank) {
      const middle = (2 * gamma ** index) / (gamma + 1);
      return Math.min(histogram.max, Math.max(histogram.min, middle));
    }
  }
  return histogram.max;
}

export function toWire(histogram: Histogram): HistogramWire {
  const buckets: number[] = [];
  for (const index of [...histogram.buckets.keys()].sort((a, b) => a - b)) {
    buckets.push(index, histogram.buckets.get(index) ?? 0);
  }
  const { zeros, count, sum, max } = histogram;
  return { buckets, zeros, count, sum, min: count === 0 ? 0 : histogram.min, max };
}

export function fromWire(wire: HistogramWire): Histogram {
  const buckets = new Map<number, number>();
  for (let i = 0; i + 1 < wire.buckets.length; i += 2) {
    buckets.set(wire.buckets[i] as number, wire.buckets[i + 1] as number);
  }
  const { zeros, count, sum, max } = wire;
  return { buckets, zeros, count, sum, min: count === 0 ? Number.POSITIVE_INFINITY : wire.min, max };
}
