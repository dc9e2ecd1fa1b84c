/** One line of the budget table: two figures of one run on one machine, and their ratio. */
export interface Row {
  id: string;
  what: string;
  /** Medians of the repetitions, in `unit`. */
  ours: number;
  reference: number;
  unit: string;
  ratio: number;
  /** Each repetition's own ratio: how noisy the machine was. */
  ratios: number[];
  budget: number;
  /** Which side of the budget is good. */
  better: 'more' | 'less';
  ok: boolean;
}

export interface Pair {
  ours: number;
  reference: number;
}

export type RowTitle = Pick<Row, 'id' | 'what' | 'unit' | 'budget' | 'better'>;

export function summarizePairs(title: RowTitle, pairs: readonly Pair[]): Row {
  const ratios = pairs.map(({ ours, reference }) => ours / reference);
  const ratio = median(ratios);
  return {
    ...title,
    ours: median(pairs.map(({ ours }) => ours)),
    reference: median(pairs.map(({ reference }) => reference)),
    ratio,
    ratios,
    ok: title.better === 'more' ? ratio >= title.budget : ratio <= title.budget,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
