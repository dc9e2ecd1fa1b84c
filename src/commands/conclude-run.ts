import { renderTerminal } from '../report/render-terminal.ts';
import { type WrittenReports, writeReports } from '../report/write-reports.ts';
import { withComparison } from '../result/verdict.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { Comparison, Result } from '../shared/contracts/result.ts';
import type { ExitCode } from '../shared/failure.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { writeWhole } from '../store/write-file.ts';
import type { CommandContext } from './context.ts';
import { judgeRun } from './judge-run.ts';

export interface Conclusion {
  directory: RunDirectory;
  result: Result;
  reports: WrittenReports;
}

/**
 * From what was measured to what people read: judges the run, then writes `result.json` and the reports.
 * @param earlier a comparison to keep when there is no pool to make one anew
 */
export async function concludeRun(
  directory: RunDirectory,
  plan: Plan,
  pool: BaselinePool | null,
  earlier: Comparison | null = null,
): Promise<Conclusion> {
  const judged = await judgeRun(directory, plan, pool);
  const result = earlier === null ? judged : withComparison(judged, earlier);
  await writeWhole(directory.result, `${JSON.stringify(result)}\n`);
  return { directory, result, reports: await writeReports(result, directory.path) };
}

/** To standard output: one line of JSON, or the summary for people. */
export function printConclusion(
  { out, outColor }: CommandContext,
  { directory, result, reports }: Conclusion,
  { json, exitCode }: { json: boolean; exitCode: ExitCode },
): void {
  if (json) {
    const line = { runDir: directory.path, status: result.verdict.status, exitCode, report: reports.html };
    out(`${JSON.stringify(line)}\n`);
    return;
  }
  out(renderTerminal(result, { color: outColor, reportPath: reports.html, runDirectory: directory.path }));
}
