import { findK6 } from '../acquire/find-k6.ts';
import type { K6 } from '../acquire/k6.ts';
import { readAcquireSettings } from '../acquire/settings.ts';
import { compileScript } from '../compile/compile-script.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { renderVariantsMarkdown } from '../report/render-variants-markdown.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { VerdictStatus } from '../shared/contracts/result.ts';
import type { ExitCode } from '../shared/failure.ts';
import { createDrillDirectory, createRunDirectory } from '../store/run-directory.ts';
import { printConclusion } from './conclude-run.ts';
import { printVariants } from './conclude-variants.ts';
import type { CommandContext } from './context.ts';
import { findPool, requirePoolPerVariant } from './find-pool.ts';
import { requireSameDrill } from './require-same-drill.ts';
import { type PreparedRun, type RunSettings, runPlan } from './run-plan.ts';
import { runVariants } from './run-variants.ts';

export interface RunOptions {
  drill: string;
  out: string;
  k6: string | undefined;
  /** Pool to compare with; undefined: those beside the drill. */
  baseline: string | undefined;
  compare: boolean;
  logFormat: 'text' | 'json';
  /** MiB for the objects of each region. */
  memory: number;
  k6Arg: readonly string[];
}

/** What a run of one plan or of several comes to. */
export interface Ended {
  status: VerdictStatus;
  cleanUpProblems: string[];
  /** For a pull request or a chat. */
  markdown: string;
  print(options: { json: boolean; exitCode: ExitCode }): void;
}

/** Runs the plans of a drill: a single one in a run directory of its own, several side by side in one for all. */
export async function runAll(context: CommandContext, options: RunOptions, plans: readonly Plan[]): Promise<Ended> {
  const prepared = await prepareRuns(context, options, plans);
  const settings: RunSettings = {
    k6: await acquireK6(context, options.k6),
    memoryMebibytes: options.memory,
    k6Arguments: options.k6Arg,
    logFormat: options.logFormat,
  };
  const [only, ...others] = prepared;
  if (only === undefined) throw new Error('a drill has at least one plan');
  if (others.length === 0) {
    const directory = await createRunDirectory(options.out, only.plan.drill.name, new Date(), only);
    const { conclusion, cleanUpProblems } = await runPlan(context, settings, only, directory);
    const { result } = conclusion;
    const print: Ended['print'] = (how) => printConclusion(context, conclusion, how);
    return { status: result.verdict.status, cleanUpProblems, markdown: renderMarkdown(result), print };
  }
  const path = await createDrillDirectory(options.out, only.plan.drill.name, new Date());
  const { conclusion, cleanUpProblems } = await runVariants(context, settings, prepared, path);
  const print: Ended['print'] = (how) => printVariants(context, conclusion, how);
  return { status: conclusion.status, cleanUpProblems, markdown: renderVariantsMarkdown(conclusion.run), print };
}

/** All that can go wrong before anything runs goes wrong here: a pool that can't be read should be known before 40 s of drill. */
async function prepareRuns(
  { version }: CommandContext,
  { drill, baseline, compare }: RunOptions,
  plans: readonly Plan[],
): Promise<PreparedRun[]> {
  if (compare)
    requirePoolPerVariant(
      baseline,
      plans.map(({ drill: { variant } }) => variant ?? ''),
    );
  const prepared: PreparedRun[] = [];
  for (const plan of plans) {
    const pool = compare ? await findPool(baseline, plan) : null;
    if (pool !== null) requireSameDrill(pool, plan.drill.hash, drill);
    prepared.push({ plan, pool, script: await compileScript(plan, version) });
  }
  return prepared;
}

async function acquireK6({ env, signal, err }: CommandContext, flag: string | undefined): Promise<K6> {
  return findK6({
    ...readAcquireSettings(env),
    flag,
    env,
    allowDownload: true,
    allowBuild: true,
    signal,
    onStep: (text) => err(`${text}\n`),
  });
}
