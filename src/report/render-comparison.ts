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

/** A comparison for the terminal: its verdict, the metrics of the whole run and its phases, and what there is to say. */
export function renderComparison(comparison: Comparison, { color }: { color: boolean }): string {
  const paint = createPaint(color);
  const shown = comparison.metrics.filter(({ primary, op, region }) => primary || (op === null && region === null));
  const view = buildComparison({ ...comparison, metrics: shown });
  const candidates = formatQuantity(view.candidateRuns.length, 'run');
  const baselines = formatQuantity(view.baselineRuns.length, 'baseline run');
  const hidden = comparison.metrics.length - shown.length;
  const more =
    hidden === 0 ? [] : [`${formatQuantity(hidden, 'metric')} by operation and region: see --json, or the report.`];
  const closing = [...listNotes(view.rows), ...more];
  return [
    `${paint(view.verdict, 'bold', view.tone)}: ${candidates} against ${baselines}. A positive delta is worse.`,
    '',
    ...drawTable(columns, view.rows, mostColumns, paint),
    ...(closing.length === 0 ? [] : ['', ...closing]),
    '',
  ].join('\n');
}

/** What is said of several metrics alike is said once. */
function listNotes(rows: readonly ComparisonRow[]): string[] {
  const metrics = new Map<string, string[]>();
  for (const { note, metric } of rows) {
    if (note !== '') metrics.set(note, [...(metrics.get(note) ?? []), metric]);
  }
  return [...metrics].flatMap(([note, names]) => {
    const subject = names.length === rows.length ? 'All' : names.join(', ');
    return wrapText(cleanText(`${subject}: ${note}`), mostColumns);
  });
}
