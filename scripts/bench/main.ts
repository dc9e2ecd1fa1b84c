import { findK6 } from '../../src/acquire/find-k6.ts';
import { readAcquireSettings } from '../../src/acquire/settings.ts';
import { measureK6Rows } from './k6-rows.ts';
import { measureRegionRow } from './region-row.ts';
import type { Row } from './row.ts';

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
const rows: Row[] = [...(await measureK6Rows(path, onStep)), await measureRegionRow(onStep)];

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ rows })}\n`);
else for (const row of rows) process.stdout.write(`${describeRow(row)}\n`);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

function describeRow({ ok, what, ratio, budget, ours, reference, unit, ratios }: Row): string {
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  return `${ok ? '✓' : '✗'} ${what}: ${ratio.toFixed(2)} (budget ${budget}, spread ${spread}; ${ours.toFixed(0)} against ${reference.toFixed(0)} ${unit})`;
}
