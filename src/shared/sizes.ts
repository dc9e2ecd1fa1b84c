import type { SizePlan } from './contracts/workload.ts';
import type { Random } from './random.ts';

/** Draws a size in bytes. */
export type SizeChooser = (random: Random) => number;

export function createSizeChooser(size: SizePlan): SizeChooser {
  switch (size.kind) {
    case 'range':
      return createRangeChooser(size.minBytes, size.maxBytes);
    case 'lognormal': {
      const { medianBytes, sigma, maxBytes } = size;
      return (random) => Math.min(maxBytes, Math.round(medianBytes * Math.exp(sigma * drawNormal(random))));
    }
    case 'weighted':
      return createWeightedChooser(size.entries);
  }
}

export function largestBytes(size: SizePlan): number {
  return size.kind === 'weighted' ? Math.max(...size.entries.map(({ bytes }) => bytes)) : size.maxBytes;
}

/** What the sizes average to in the long run, in bytes. */
export function meanBytes(size: SizePlan): number {
  switch (size.kind) {
    case 'range':
      return (size.minBytes + size.maxBytes) / 2;
    case 'lognormal':
      return averageLognormal(size.medianBytes, size.sigma, size.maxBytes);
    case 'weighted':
      return size.entries.reduce((sum, { bytes, weight }) => sum + bytes * weight, 0);
  }
}

function createRangeChooser(minBytes: number, maxBytes: number): SizeChooser {
  if (minBytes === maxBytes) return () => minBytes;
  return (random) => minBytes + Math.floor(random() * (maxBytes - minBytes + 1));
}

function createWeightedChooser(entries: Extract<SizePlan, { kind: 'weighted' }>['entries']): SizeChooser {
  return (random) => {
    let rest = random();
    let bytes = 0;
    for (const entry of entries) {
      bytes = entry.bytes;
      rest -= entry.weight;
      if (rest < 0) break;
    }
    // Weights sum to 1 but for rounding: what is left over is the last one's.
    return bytes;
  };
}

/** Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958; the second deviate is dropped. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Of a lognormal size whose greater values count as `maxBytes`: the part below it, and what lies beyond at its bound. */
function averageLognormal(medianBytes: number, sigma: number, maxBytes: number): number {
  const bound = Math.log(maxBytes / medianBytes) / sigma;
  const below = medianBytes * Math.exp(sigma ** 2 / 2) * cumulateNormal(bound - sigma);
  return below + maxBytes * (1 - cumulateNormal(bound));
}

/** Share of a standard normal below a value, to 7.5·10⁻⁸ (Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17). */
function cumulateNormal(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return value < 0 ? tail : 1 - tail;
}
