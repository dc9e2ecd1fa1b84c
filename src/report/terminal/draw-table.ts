import type { Paint, Style } from './paint.ts';
import { cleanText, cutText, measureText, padText } from './text-width.ts';

export interface Column<Row> {
  title: string;
  align: 'left' | 'right';
  read: (row: Row) => string;
  /** How the cell is painted; figures of no note stay plain. */
  style?: (row: Row) => Style | undefined;
  /** Gives way when the table is too wide. */
  elastic?: true;
}

const gap = '  ';
const leastElastic = 8;

function measureColumns<Row>(columns: Column<Row>[], rows: readonly Row[], most: number): number[] {
  const widths = columns.map(({ title, read }) =>
    Math.max(measureText(title), ...rows.map((row) => measureText(cleanText(read(row))))),
  );
  const total = widths.reduce((sum, width) => sum + width, 0) + gap.length * (columns.length - 1);
  const elastic = columns.flatMap((column, i) => (column.elastic ? [i] : []));
  let excess = Math.max(0, total - most);
  for (const i of elastic.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))) {
    const width = widths[i] ?? 0;
    const cut = Math.min(excess, Math.max(0, width - leastElastic));
    widths[i] = width - cut;
    excess -= cut;
  }
  return widths;
}

/** Lines of at most `most` cells, as long as the columns that don't give way leave room. */
export function drawTable<Row>(columns: Column<Row>[], rows: readonly Row[], most: number, paint: Paint): string[] {
  const widths = measureColumns(columns, rows, most);
  const fill = (text: string, i: number) => {
    const width = widths[i] ?? 0;
    const cut = cutText(cleanText(text), width);
    const align = columns[i]?.align;
    return i === columns.length - 1 && align === 'left' ? cut : padText(cut, width, align);
  };
  const head = columns.map((column, i) => fill(column.title, i)).join(gap);
  const body = rows.map((row) =>
    columns
      .map((column, i) => {
        const style = column.style?.(row);
        const cell = fill(column.read(row), i);
        return style === undefined ? cell : paint(cell, style);
      })
      .join(gap)
      .trimEnd(),
  );
  return [paint(head.trimEnd(), 'dim'), ...body];
}
