import { type Column, drawTable } from './terminal/draw-table.ts';
import { createPaint } from './terminal/paint.ts';
import { cleanText, wrapText } from './terminal/text-width.ts';
import { buildVariantsView, type FigureRow } from './view/variants/build-variants-view.ts';
import type { VariantsRun } from './view/variants/variant-run.ts';

export interface VariantsTerminalOptions {
  /** Whether to colour: the caller knows the terminal and NO_COLOR. */
  color: boolean;
  reportPath: string;
  runDirectory: string;
}

const mostColumns = 100;
const indent = '  ';

/** The closing summary of several variants: what each came to, and their figures side by side. */
export function renderVariantsTerminal(
  run: VariantsRun,
  { color, reportPath, runDirectory }: VariantsTerminalOptions,
): string {
  const paint = createPaint(color);
  const view = buildVariantsView(run);
  const wrap = (text: string) =>
    wrapText(cleanText(text), mostColumns - indent.length).map((line) => `${indent}${line}`);
  const columns: Column<FigureRow>[] = [
    { title: '', align: 'left', read: ({ label }) => label },
    ...view.variants.map(
      ({ name }, i): Column<FigureRow> => ({
        title: name,
        align: 'right',
        read: ({ cells }) => `${cells[i]?.better ? 'better ' : ''}${cells[i]?.text ?? ''}`,
        style: ({ cells }) => (cells[i]?.better ? 'good' : undefined),
        elastic: true,
      }),
    ),
  ];
  const variants = view.variants.flatMap(({ name, word, icon, tone, headline }) => {
    const [first = '', ...rest] = wrap(`${icon} ${name}: ${word}. ${headline}`);
    return [paint(first, tone), ...rest];
  });
  return [
    '',
    ...wrap(`${view.icon} ${view.word}: ${view.drill}`).map((line) => paint(line, 'bold', view.tone)),
    '',
    ...variants,
    '',
    ...drawTable(columns, view.figures, mostColumns - indent.length, paint).map((line) => `${indent}${line}`),
    '',
    ...wrap(view.caution),
    '',
    `${indent}${paint('report ', 'dim')}${reportPath}`,
    `${indent}${paint('run    ', 'dim')}${runDirectory}`,
    '',
  ].join('\n');
}
