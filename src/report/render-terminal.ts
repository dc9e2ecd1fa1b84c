import type { Result } from '../shared/contracts/result.ts';
import { type Column, drawTable } from './terminal/draw-table.ts';
import { createPaint } from './terminal/paint.ts';
import { cleanText, wrapText } from './terminal/text-width.ts';
import type { PhaseRow } from './view/build-phases.ts';
import { buildReportView } from './view/build-report-view.ts';
import type { RuleRow } from './view/build-rules.ts';
import type { ScopeRow } from './view/build-scopes.ts';

export interface TerminalOptions {
  /** Whether to colour: the caller knows the terminal and NO_COLOR. */
  color: boolean;
  reportPath?: string;
  runDirectory?: string;
}

const mostColumns = 100;
const indent = '  ';

const phaseColumns: Column<PhaseRow>[] = [
  { title: 'phase', align: 'left', read: (row) => row.name },
  { title: 'success', align: 'right', read: (row) => row.success },
  { title: 'operations', align: 'right', read: (row) => row.operations },
  {
    title: 'failed',
    align: 'right',
    read: (row) => row.failed,
    style: (row) => (row.failed === '0' ? undefined : 'bad'),
  },
  { title: 'shed', align: 'right', read: (row) => row.shed },
  { title: 'p50', align: 'right', read: (row) => row.p50 },
  { title: 'p95', align: 'right', read: (row) => row.p95 },
  { title: 'p99', align: 'right', read: (row) => row.p99 },
  { title: 'goodput', align: 'right', read: (row) => row.goodput },
];

const scopeColumns = (kind: string): Column<ScopeRow>[] => [
  { title: 'phase', align: 'left', read: (row) => row.phase },
  { title: kind, align: 'left', read: (row) => row.name, elastic: true },
  { title: 'success', align: 'right', read: (row) => row.success },
  { title: 'operations', align: 'right', read: (row) => row.operations },
  { title: 'failed', align: 'right', read: (row) => row.failed, style: (row) => (row.clean ? undefined : 'bad') },
  { title: 'shed', align: 'right', read: (row) => row.shed },
  { title: 'p50', align: 'right', read: (row) => row.p50 },
  { title: 'p99', align: 'right', read: (row) => row.p99 },
];

const ruleColumns: Column<RuleRow>[] = [
  { title: '', align: 'left', read: (row) => row.icon, style: (row) => row.tone },
  { title: 'objective', align: 'left', read: (row) => row.id, elastic: true },
  { title: 'measured', align: 'right', read: (row) => row.value },
  { title: 'verdict', align: 'left', read: (row) => row.word, style: (row) => row.tone },
];

/** The closing summary, lines of at most 100 columns; only a path may be longer, since a cut one is of no use. */
export function renderTerminal(result: Result, { color, reportPath, runDirectory }: TerminalOptions): string {
  const paint = createPaint(color);
  const view = buildReportView(result);
  const { verdict } = view;
  const wrap = (text: string, hang = '') =>
    wrapText(cleanText(text), mostColumns - indent.length - hang.length).map(
      (line, i) => indent + (i === 0 ? hang : ' '.repeat(hang.length)) + line,
    );
  const table = <Row>(columns: Column<Row>[], rows: readonly Row[]) =>
    drawTable(columns, rows, mostColumns - indent.length, paint).map((line) => indent + line);
  const [title = '', ...restOfTitle] = wrap(`${verdict.word}: ${view.drill}`, `${verdict.icon} `);
  const paths = [
    ['report', reportPath],
    ['run', runDirectory],
  ] as const;

  return [
    '',
    paint(title, 'bold', verdict.tone),
    ...restOfTitle,
    ...wrap(verdict.headline),
    ...(verdict.valid ? [] : wrap(verdict.validity).map((line) => paint(line, 'warn'))),
    ...verdict.reasons.flatMap((reason) => wrap(reason, '- ')),
    ...verdict.warnings.flatMap((warning) => wrap(warning, '- note: ')),
    '',
    ...table(phaseColumns, view.phases),
    '',
    ...(view.outcomes.sentence === '' ? [] : [...wrap(view.outcomes.sentence), '']),
    ...(view.priorities === null ? [] : [...table(scopeColumns('priority'), view.priorities.rows), '']),
    ...(view.workloads === null ? [] : [...table(scopeColumns('workload'), view.workloads.rows), '']),
    ...(view.load.label === '' ? [] : [...wrap(`Latency counts ${view.load.latencyBasis}.`), '']),
    ...wrap(view.recovery.sentence),
    '',
    ...(view.rules.length === 0 ? [] : [...table(ruleColumns, view.rules), '']),
    ...view.advice.flatMap((line) => wrap(line, '→ ')),
    '',
    ...paths.flatMap(([label, path]) =>
      path === undefined ? [] : [`${indent}${paint(label.padEnd(7), 'dim')}${path}`],
    ),
    '',
  ].join('\n');
}
