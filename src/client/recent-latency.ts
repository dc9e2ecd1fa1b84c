/** So many of the latest values decide: enough for a p99, few enough to follow a region that slows down. */
const windowSize = 256;
/** No estimate from fewer; and it is taken anew after as many. */
const batchSize = 32;

/** A quantile of the latest values, exact as of the last batch. Its memory is fixed, its cost per value a store. */
export interface RecentLatency {
  note(valueMs: number): void;
  /** null until there are enough values. */
  read(): number | null;
}

/** @param quantile between 0 and 1; the value at rank ⌈q·n⌉, as everywhere */
export function createRecentLatency(quantile: number): RecentLatency {
  const values = new Float64Array(windowSize);
  let noted = 0;
  let estimateMs: number | null = null;

  function estimate(): number {
    const count = Math.min(noted, windowSize);
    // A copy in numbers only: it sorts natively, without a comparison of ours, which matters inside k6.
    const sorted = values.slice(0, count).sort();
    return sorted[Math.max(1, Math.ceil(quantile * count)) - 1] as number;
  }

  return {
    note(valueMs) {
      values[noted % windowSize] = valueMs;
      noted += 1;
      if (noted % batchSize === 0) estimateMs = estimate();
    },
    read: () => estimateMs,
  };
}
