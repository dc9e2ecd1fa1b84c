import { findK6 } from '../../src/acquire/find-k6.ts';
import { readAcquireSettings } from '../../src/acquire/settings.ts';
import { measureMemoryRow } from './memory-row.ts';
import { measureMissedRow } from './missed-row.ts';
import { measureRegionRow } from './region-row.ts';
import type { Row } from './row.ts';
import { measureThroughputRows } from './throughput-rows.ts';

/*
 * npm run bench [-- --json]: the budgets, each as a ratio of two figures of this run on this machine. Absolute figures
 * say little about another machine; ratios do.
 */
const onStep = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const { path } = await findK6({
  ...readAcquireSettings(process.env),
  flag: undefined,
  env: process.env,
  allowDownload: true,
  allowBuild: true,
  onStep,
});
const { rows: throughput, perSecond } = await measureThroughputRows(path, onStep);
const rows: Row[] = [
  ...throughput,
  await measureMissedRow(path, perSecond, onStep),
  await measureMemoryRow(path, onStep),
  await measureRegionRow(onStep),
];

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else for (const row of rows) process.stdout.write(`${describeRow(row)}\n`);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

function describeRow({ ok, what, ratio, budget, better, ours, reference, unit, ratios }: Row): string {
  const bound = `${better === 'more' ? '≥' : '≤'} ${budget}`;
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  return `${ok ? '✓' : '✗'} ${what}: ${ratio.toFixed(2)} (budget ${bound}, spread ${spread}; ${formatFigure(ours)} against ${formatFigure(reference)} ${unit})`;
}

function formatFigure(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
}
