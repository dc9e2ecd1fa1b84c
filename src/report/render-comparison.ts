import type { Comparison } from '../shared/contracts/result.ts';
import { formatQuantity } from '../shared/format.ts';
import { type Column, drawTable } from './terminal/draw-table.ts';
import { createPaint } from './terminal/paint.ts';
import { cleanText, wrapText } from './terminal/text-width.ts';
import { buildComparison, type ComparisonRow } from './view/build-comparison.ts';

const mostColumns = 100;

const columns: Column<ComparisonRow>[] = [
  { title: 'metric', align: 'left', read: (row) => row.metric, elastic: true },
  { title: 'run', align: 'right', read: (row) => row.candidate },
  { title: 'baseline', align: 'right', read: (row) => row.baseline },
  { title: 'delta', align: 'right', read: (row) => row.delta },
  { title: 'interval', align: 'right', read: (row) => row.interval },
  { title: '', align: 'left', read: (row) => row.gates },
  { title: 'verdict', align: 'left', read: (row) => row.verdict, style: (row) => row.tone },
];

/** A comparison for the terminal: its verdict, a row per metric, and what there is to say about them. */
export function renderComparison(comparison: Comparison, { color }: { color: boolean }): string {
  const paint = createPaint(color);
  const view = buildComparison(comparison);
  const candidates = formatQuantity(view.candidateRuns.length, 'run');
  const baselines = formatQuantity(view.baselineRuns.length, 'baseline run');
  const notes = view.rows.flatMap((row) =>
    row.note === '' ? [] : wrapText(cleanText(`${row.metric}: ${row.note}`), mostColumns),
  );
  const closing = [...notes, ...(view.note === null ? [] : [view.note])];
  return [
    `${paint(view.verdict, 'bold', view.tone)}: ${candidates} against ${baselines}. A positive delta is worse.`,
    '',
    ...drawTable(columns, view.rows, mostColumns, paint),
    ...(closing.length === 0 ? [] : ['', ...closing]),
    '',
  ].join('\n');
}
