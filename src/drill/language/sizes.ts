import type { Size } from './units.ts';

interface LognormalOptions {
  median: Size;
  /** One object in a hundred is larger. */
  p99: Size;
  /** No object is larger. Default: 10 × p99. */
  max?: Size | undefined;
}

interface LognormalSizes extends LognormalOptions {
  kind: 'lognormal';
}

interface WeightedSizes {
  kind: 'weighted';
  entries: readonly (readonly [size: Size, weight: number])[];
}

/** One size, the smallest and the largest, or a distribution of `sizes`. */
export type Sizes = Size | readonly [smallest: Size, largest: Size] | LognormalSizes | WeightedSizes;

/** How sizes of objects are distributed. */
export const sizes = {
  /** Many small ones and a few large ones, as real buckets have them. */
  lognormal: (options: LognormalOptions): LognormalSizes => ({ kind: 'lognormal', ...options }),

  /** A few sizes, each as often as its weight says: `[['4KiB', 9], ['1MiB', 1]]`. */
  weighted: (entries: WeightedSizes['entries']): WeightedSizes => ({ kind: 'weighted', entries }),
};
