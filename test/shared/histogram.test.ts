import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramWireSchema } from '../../src/shared/contracts/telemetry.ts';
import {
  createHistogram,
  fromWire,
  type Histogram,
  mergeInto,
  readQuantile,
  recordValue,
  relativeError,
  toWire,
} from '../../src/shared/histogram.ts';
import { createRandom, type Random } from '../../src/shared/random.ts';

const quantiles = [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999] as const;
const latencies = fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { maxLength: 200 });

function record(values: readonly number[]): Histogram {
  const histogram = createHistogram();
  for (const value of values) recordValue(histogram, value);
  return histogram;
}

/** All but the sum, whose last digits depend on the order of addition. */
function readExactParts(histogram: Histogram) {
  const { sum: _, ...rest } = toWire(histogram);
  return rest;
}

function merge(...histograms: readonly Histogram[]): Histogram {
  return histograms.reduce(mergeInto, createHistogram());
}

describe('merging', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        expect(readExactParts(merge(record(a), record(b)))).toEqual(readExactParts(merge(record(b), record(a))));
      }),
    );
  });

  test('is associative', () => {
    fc.assert(
      fc.property(latencies, latencies, latencies, (a, b, c) => {
        const left = merge(merge(record(a), record(b)), record(c));
        const right = merge(record(a), merge(record(b), record(c)));
        expect(readExactParts(left)).toEqual(readExactParts(right));
        expect(left.sum).toBeCloseTo(right.sum, 3);
      }),
    );
  });

  test('loses nothing: it equals recording all values in one', () => {
    fc.assert(
      fc.property(latencies, latencies, (a, b) => {
        expect(readExactParts(merge(record(a), record(b)))).toEqual(readExactParts(record([...a, ...b])));
      }),
    );
  });

  test('leaves its source as it was, and an empty one changes nothing', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const source = record(values);
        const before = readExactParts(source);
        mergeInto(record([1, 2, 3]), source);
        expect(readExactParts(source)).toEqual(before);
        expect(readExactParts(merge(source, createHistogram()))).toEqual(before);
      }),
    );
  });
});

test('the wire brings a histogram over unchanged, in the form of the contract', () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const histogram = record(values);
      const wire = histogramWireSchema.parse(JSON.parse(JSON.stringify(toWire(histogram))));
      expect(fromWire(wire)).toEqual(histogram);
    }),
  );
});

describe('a quantile', () => {
  test('is within 1 % of the exact one, whatever the values', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (sample, q) => {
        expectWithin(readQuantile(record(sample), q), readExact(sample, q));
      }),
    );
  });

  test('of values below any clock’s resolution is never negative and never above the maximum', () => {
    const histogram = record([0, 0.0001, 0.0005]);
    expect(readQuantile(histogram, 0.5)).toBe(0);
    expect(readQuantile(createHistogram(), 0.5)).toBeNull();
  });

  test('of a single value is that value', () => {
    expect(readQuantile(record([123.456]), 0.99)).toBeCloseTo(123.456, 9);
  });
});

/** Latencies as they occur: what a quiet region, one with a cache, and an outage make. */
const shapes: Record<string, (random: Random) => number> = {
  lognormal: (random) => 12 * Math.exp(0.8 * drawNormal(random)),
  bimodal: (random) => (random() < 0.85 ? 3 : 180) * Math.exp(0.2 * drawNormal(random)),
  'outage-shaped': (random) => (random() < 45 / 540 ? 2000 + 3500 * random() : 10 * Math.exp(0.3 * drawNormal(random))),
};

describe.each(Object.entries(shapes))('merged histograms of %s latencies', (_, draw) => {
  test('have quantiles within 1 % of the exact ones, and the exact extremes', () => {
    const random = createRandom(99);
    const parts = Array.from({ length: 60 }, () => Array.from({ length: 500 }, () => draw(random)));
    const merged = merge(...parts.map(record));
    const all = parts.flat();
    for (const q of quantiles) expectWithin(readQuantile(merged, q), readExact(all, q));
    expect(merged.max).toBe(Math.max(...all));
    expect(merged.min).toBe(Math.min(...all));
    expect(merged.count).toBe(all.length);
  });
});

function expectWithin(measured: number | null, exact: number): void {
  expect(measured).not.toBeNull();
  // The slack is what floating point costs at a bucket's edge.
  expect(Math.abs((measured as number) / exact - 1)).toBeLessThanOrEqual(relativeError + 1e-9);
}

function readExact(values: readonly number[], q: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] as number;
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
