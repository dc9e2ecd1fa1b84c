import type { Plan } from '../shared/contracts/plan.ts';
import { type Column, drawTable } from './terminal/draw-table.ts';
import { createPaint } from './terminal/paint.ts';
import { type DifferenceRow, listDifferences } from './view/variants/list-differences.ts';

const mostColumns = 100;

/** What differs between the variants of a drill, as a table for the terminal. */
export function renderDifferences(plans: readonly Plan[], { color }: { color: boolean }): string {
  const rows = listDifferences(plans);
  const columns: Column<DifferenceRow>[] = [
    { title: 'setting', align: 'left', read: ({ setting }) => setting },
    ...plans.map(
      ({ drill }, i): Column<DifferenceRow> => ({
        title: drill.variant ?? drill.name,
        align: 'left',
        read: ({ cells }) => cells[i] ?? '',
        elastic: true,
      }),
    ),
  ];
  const table = drawTable(columns, rows, mostColumns, createPaint(color)).map((line) => `  ${line}\n`);
  return ['What differs between the variants\n', ...(rows.length === 0 ? ['  nothing\n'] : table)].join('');
}
