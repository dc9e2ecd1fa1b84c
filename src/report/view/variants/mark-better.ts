/** Where a figure lies, as far as it can be told from others: from `low` to `high`. */
export interface Span {
  low: number;
  high: number;
}

/**
 * Marks the fewest variants that stand clear of the rest: no span of theirs overlaps with an unmarked one’s. Nobody is
 * marked where there is no such gap. A variant without a span takes no part.
 */
export function markBetter(spans: readonly (Span | null)[], better: 'higher' | 'lower'): boolean[] {
  // Mirrored, higher is lower.
  const ranked = spans
    .flatMap((span, index) => (span === null ? [] : [{ index, ...(better === 'lower' ? span : mirror(span)) }]))
    .sort((a, b) => (a.high < b.high ? -1 : a.high > b.high ? 1 : 0));
  for (let count = 1; count < ranked.length; count += 1) {
    const highest = Math.max(...ranked.slice(0, count).map(({ high }) => high));
    const lowest = Math.min(...ranked.slice(count).map(({ low }) => low));
    if (highest >= lowest) continue;
    const marked = new Set(ranked.slice(0, count).map(({ index }) => index));
    return spans.map((_, index) => marked.has(index));
  }
  return spans.map(() => false);
}

function mirror({ low, high }: Span): Span {
  return { low: -high, high: -low };
}
