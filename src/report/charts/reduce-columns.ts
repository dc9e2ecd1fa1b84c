/** A stretch of the run with one value. */
export interface Step {
  fromMs: number;
  toMs: number;
  value: number;
}

/**
 * What a column keeps of its bins. Never an average and never a sample (as LTTB takes): a lone outage of one bin in an hour
 * must stay visible.
 */
export type Keep = 'min' | 'max' | 'extremes';

function reduceColumn(values: (number | null)[], fromMs: number, toMs: number, keep: Keep): Step[] {
  const present = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  if (present.length === 0) return [];
  const low = Math.min(...present);
  const high = Math.max(...present);
  if (keep === 'min' || low === high) return [{ fromMs, toMs, value: keep === 'max' ? high : low }];
  if (keep === 'max') return [{ fromMs, toMs, value: high }];
  const middleMs = (fromMs + toMs) / 2;
  const [first, second] = present.indexOf(low) < present.indexOf(high) ? [low, high] : [high, low];
  return [
    { fromMs, toMs: middleMs, value: first },
    { fromMs: middleMs, toMs, value: second },
  ];
}

/** At most `columns` columns of equally many bins; a column without any value is a gap, and yields nothing. */
export function reduceColumns(values: readonly (number | null)[], binMs: number, columns: number, keep: Keep): Step[] {
  const perColumn = Math.max(1, Math.ceil(values.length / columns));
  const steps: Step[] = [];
  for (let from = 0; from < values.length; from += perColumn) {
    const to = Math.min(values.length, from + perColumn);
    steps.push(...reduceColumn(values.slice(from, to), from * binMs, to * binMs, keep));
  }
  return steps;
}
