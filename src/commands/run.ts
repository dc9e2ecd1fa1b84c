import { appendFile } from 'node:fs/promises';
import type { CommandModule } from 'yargs';
import { findK6 } from '../acquire/find-k6.ts';
import { readAcquireSettings } from '../acquire/settings.ts';
import { compileScript } from '../compile/compile-script.ts';
import { loadDrill } from '../drill/load-drill.ts';
import { createProgressView } from '../report/progress-view.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { type RunSummary, runDrill } from '../run/run.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { createRunDirectory } from '../store/run-directory.ts';
import { type Conclusion, concludeRun, printConclusion } from './conclude-run.ts';
import type { CommandContext } from './context.ts';
import { findPool } from './find-pool.ts';
import { describeMachine } from './judge-run.ts';
import { drillArgument, jsonOption, k6Option, memoryOption, outOption, seedOption, strictOption } from './options.ts';
import { requireSameDrill } from './require-same-drill.ts';
import { toExitCode } from './verdict-exit-code.ts';

interface RunArguments {
  drill: string;
  out: string;
  k6: string | undefined;
  seed: number | undefined;
  baseline: string | undefined;
  compare: boolean;
  strict: boolean;
  json: boolean;
  logFormat: 'text' | 'json';
  memory: number;
  k6Arg: string[];
}

/** Four redraws a second are as many as a reader can follow. */
const redrawEveryMs = 250;

export function runCommand(context: CommandContext): CommandModule<object, RunArguments> {
  return {
    command: 'run <drill>',
    describe: 'Run a drill: break the region, measure, judge, report',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('out', outOption)
        .option('k6', k6Option)
        .option('seed', seedOption)
        .option('baseline', {
          describe: 'Pool of earlier runs to compare with (default: the one beside the drill)',
          type: 'string',
          normalize: true,
        })
        .option('compare', {
          describe: 'Compare with the baseline; --no-compare does not',
          type: 'boolean',
          default: true,
        })
        .option('strict', strictOption)
        .option('json', {
          ...jsonOption,
          describe: 'Print one line of JSON at the end: runDir, status, exitCode, report',
        })
        .option('logFormat', {
          describe: 'How progress is written to standard error',
          choices: ['text', 'json'] as const,
          default: 'text' as const,
        })
        .option('memory', memoryOption)
        .option('k6Arg', {
          describe: 'Passed on to `k6 run`; may be given several times',
          type: 'string',
          array: true,
          nargs: 1,
          default: [],
        })
        .example('$0 run drills/regional-failover.ts', 'Run the main drill and leave its report under runs/')
        .example('$0 run drill.ts --json --strict', 'For CI: one line of JSON, and 3 when the verdict is open')
        .example('$0 run drill.ts --k6-arg=--out=json=k6.json', 'Let k6 write its own samples too'),
    async handler(options) {
      const { conclusion, cleanUpProblems } = await runAndConclude(context, options);
      for (const problem of cleanUpProblems) context.err(`s3drill: could not clean up ${problem}\n`);
      const verdictCode = toExitCode(conclusion.result.verdict.status, options.strict);
      const exitCode = cleanUpProblems.length > 0 ? exitCodes.cleanUpFailed : verdictCode;
      printConclusion(context, conclusion, { json: options.json, exitCode });
      if (conclusion.result.verdict.status === 'inconclusive' && !options.strict) {
        context.err('s3drill: the verdict is inconclusive; with --strict that is exit code 3.\n');
      }
      context.finish(exitCode);
    },
  };
}

async function runAndConclude(
  context: CommandContext,
  options: RunArguments,
): Promise<{ conclusion: Conclusion; cleanUpProblems: string[] }> {
  const { version, env, err } = context;
  const plan = await loadDrill(options.drill, { seed: options.seed });
  // Read first: a pool that can't be read should be known before 40 s of drill.
  const pool = options.compare ? await findPool(options.baseline, options.drill) : null;
  if (pool !== null) requireSameDrill(pool, plan.drill.hash, options.drill);
  const script = await compileScript(plan, version);
  const k6 = await findK6({
    ...readAcquireSettings(env),
    flag: options.k6,
    env,
    allowDownload: true,
    allowBuild: true,
    signal: context.signal,
    onStep: (text) => err(`${text}\n`),
  });
  const directory = await createRunDirectory(options.out, plan.drill.name, new Date(), { plan, script });

  const { interactive, color, columns } = context.terminal;
  const view = createProgressView({ plan, write: err, interactive, color, columns, format: options.logFormat });
  const redraw = setInterval(() => view.tick(Date.now()), redrawEveryMs);
  let summary: RunSummary;
  try {
    summary = await runDrill({
      plan,
      directory,
      provenance: { s3drillVersion: version, machine: describeMachine() },
      k6,
      signal: context.signal,
      maxBytesPerRegion: options.memory * 1024 * 1024,
      k6Arguments: options.k6Arg,
      onStage: view.stage,
      onRecord: (record) => view.record(record, Date.now()),
    });
  } finally {
    clearInterval(redraw);
    view.stop();
  }

  const conclusion = await concludeRun(directory, plan, pool).catch((error) => {
    throw explainLostConclusion(error, directory.path);
  });
  if (env.GITHUB_STEP_SUMMARY) {
    await appendFile(env.GITHUB_STEP_SUMMARY, renderMarkdown(conclusion.result)).catch((error: Error) => {
      err(`s3drill: the job summary could not be written: ${error.message}\n`);
    });
  }
  return { conclusion, cleanUpProblems: summary.cleanUpProblems };
}

/** A run that was made but can't be reported (a full disk) is no usage error, and what was measured is still there. */
function explainLostConclusion(error: unknown, runDirectory: string): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(error.code, error.message, {
    hint: `Free some space or mend the directory; then report what was measured: s3drill report ${runDirectory}`,
    exitCode: exitCodes.invalid,
    cause: error,
  });
}
