import type { K6 } from '../acquire/k6.ts';
import { createProgressView } from '../report/progress-view.ts';
import { runDrill } from '../run/run.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { type Conclusion, concludeRun } from './conclude-run.ts';
import type { CommandContext } from './context.ts';
import { describeMachine } from './judge-run.ts';

/** What all runs of a call have in common. */
export interface RunSettings {
  k6: K6;
  memoryMebibytes: number;
  k6Arguments: readonly string[];
  logFormat: 'text' | 'json';
}

/** Everything about one plan that can be known before it runs. */
export interface PreparedRun {
  plan: Plan;
  script: string;
  /** null: compared with nothing. */
  pool: BaselinePool | null;
}

export interface RunOutcome {
  conclusion: Conclusion;
  /** What could not be closed again. */
  cleanUpProblems: string[];
}

/** Four redraws a second are as many as a reader can follow. */
const redrawEveryMs = 250;

/** Runs one plan in its directory, with progress on standard error, and judges it. @param place `variant b, 2 of 3`; '' for an only run */
export async function runPlan(
  { version, signal, err, terminal }: CommandContext,
  { k6, memoryMebibytes, k6Arguments, logFormat }: RunSettings,
  { plan, pool }: PreparedRun,
  directory: RunDirectory,
  place = '',
): Promise<RunOutcome> {
  const view = createProgressView({ plan, write: err, ...terminal, format: logFormat });
  if (place !== '') view.stage(place);
  const redraw = setInterval(() => view.tick(Date.now()), redrawEveryMs);
  const { cleanUpProblems } = await runDrill({
    plan,
    directory,
    provenance: { s3drillVersion: version, machine: describeMachine() },
    k6,
    signal,
    maxBytesPerRegion: memoryMebibytes * 1024 * 1024,
    k6Arguments,
    onStage: view.stage,
    onRecord: (record) => view.record(record, Date.now()),
  }).finally(() => {
    clearInterval(redraw);
    view.stop();
  });
  const conclusion = await concludeRun(directory, plan, pool).catch((error) => {
    throw explainLostConclusion(error, directory.path);
  });
  return { conclusion, cleanUpProblems };
}

/** A run that was made but can't be reported (a full disk) is no usage error, and what was measured is still there. */
export function explainLostConclusion(error: unknown, runDirectory: string): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(error.code, error.message, {
    hint: `Free some space or mend the directory; then report what was measured: s3drill report ${runDirectory}`,
    exitCode: exitCodes.invalid,
    cause: error,
  });
}
