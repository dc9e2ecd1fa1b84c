import { basename, join, resolve } from 'node:path';
import { renderVariantsTerminal } from '../report/render-variants-terminal.ts';
import { judgeVariants } from '../report/view/variants/judge-variants.ts';
import type { VariantRun, VariantsRun } from '../report/view/variants/variant-run.ts';
import { type WrittenReports, writeVariantsReports } from '../report/write-reports.ts';
import type { VerdictStatus } from '../shared/contracts/result.ts';
import type { ExitCode } from '../shared/failure.ts';
import { writeVariants } from '../store/variants-file.ts';
import type { CommandContext } from './context.ts';

export interface VariantsConclusion {
  path: string;
  run: VariantsRun;
  status: VerdictStatus;
  reports: WrittenReports;
}

/** Writes `variants.json`: what is there already, and what is still to come. */
export async function keepVariants(path: string, drill: string, variants: readonly VariantRun[]): Promise<void> {
  await writeVariants(path, {
    schema: 's3drill/variants@1',
    drill,
    variants: variants.map(({ name, directory, ran }) => ({
      name,
      directory,
      status: ran?.result.verdict.status ?? null,
    })),
  });
}

/** Puts the variants of a drill side by side, in the directory that holds their runs. */
export async function concludeVariants(
  path: string,
  drill: string,
  variants: readonly VariantRun[],
): Promise<VariantsConclusion> {
  await keepVariants(path, drill, variants);
  const run: VariantsRun = { drill, runId: basename(resolve(path)), variants };
  return { path, run, status: judgeVariants(variants), reports: await writeVariantsReports(run, path) };
}

/** To standard output: one line of JSON for the whole, or the summary for people. */
export function printVariants(
  { out, outColor }: CommandContext,
  { path, run, status, reports }: VariantsConclusion,
  { json, exitCode }: { json: boolean; exitCode: ExitCode },
): void {
  if (!json) {
    out(renderVariantsTerminal(run, { color: outColor, reportPath: reports.html, runDirectory: path }));
    return;
  }
  const variants = run.variants.map(({ name, directory, ran }) => ({
    name,
    runDir: join(path, directory),
    status: ran?.result.verdict.status ?? null,
    report: ran === null ? null : join(path, directory, 'report.html'),
  }));
  out(`${JSON.stringify({ runDir: path, status, exitCode, report: reports.html, variants })}\n`);
}
