import type { SizePlan } from '../../shared/contracts/workload.ts';

/** In how many parts uploads of such sizes are sent, on average: a started part is a part. @param partBytes of all but the last */
export function averageParts(size: SizePlan, partBytes: number): number {
  const count = (bytes: number): number => Math.max(1, Math.ceil(bytes / partBytes));
  switch (size.kind) {
    case 'range':
      return averageOverRange(size.minBytes, size.maxBytes, partBytes);
    case 'weighted':
      return size.entries.reduce((sum, { bytes, weight }) => sum + weight * count(bytes), 0);
    case 'lognormal':
      return averageOverNormal((deviation) => {
        const bytes = Math.round(size.medianBytes * Math.exp(size.sigma * deviation));
        return count(Math.min(size.maxBytes, bytes));
      });
  }
}

function averageOverRange(minBytes: number, maxBytes: number, partBytes: number): number {
  const parts = sumParts(maxBytes, partBytes) - sumParts(minBytes - 1, partBytes);
  return parts / (maxBytes - minBytes + 1);
}

/** Of one upload of each size from 0 up to this one, in bytes; one of nothing is a part all the same. */
function sumParts(mostBytes: number, partBytes: number): number {
  if (mostBytes < 0) return 0;
  const full = Math.floor(mostBytes / partBytes);
  const rest = mostBytes % partBytes;
  return 1 + (partBytes * full * (full + 1)) / 2 + rest * (full + 1);
}

/** Beyond so many standard deviations lies one size in 10¹⁵. */
const widestDeviation = 8;
/** So narrow that a jump between two of them shifts the mean by less than a thousandth of it. */
const slices = 16_000;

/** The mean of a function of a standard normal value, by the rule of midpoints. */
function averageOverNormal(value: (deviation: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const deviation = widestDeviation * ((2 * slice + 1) / slices - 1);
    const weight = Math.exp(-(deviation ** 2) / 2);
    sum += weight * value(deviation);
    weights += weight;
  }
  return sum / weights;
}
