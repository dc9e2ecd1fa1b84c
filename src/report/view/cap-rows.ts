/** Tables stay readable and files small: the cap is stated wherever it cut something. */
export interface Capped<Row> {
  rows: Row[];
  /** null when nothing was left out. */
  note: string | null;
}

export function capRows<Row>(rows: readonly Row[], limit: number, what: string): Capped<Row> {
  if (rows.length <= limit) return { rows: [...rows], note: null };
  return {
    rows: rows.slice(0, limit),
    note: `The first ${limit} of ${rows.length} ${what}; all of them are in result.json.`,
  };
}
