import { access } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { planSchema } from '../shared/contracts/plan.ts';
import { type Comparison, resultSchema } from '../shared/contracts/result.ts';
import { locatePool } from '../store/baseline-pool.ts';
import { readJson } from '../store/read-json.ts';
import { locateRun, type RunDirectory } from '../store/run-directory.ts';
import { concludeRun, printConclusion } from './conclude-run.ts';
import type { CommandContext } from './context.ts';
import { findPool } from './find-pool.ts';
import { jsonOption, strictOption } from './options.ts';
import { toExitCode } from './verdict-exit-code.ts';

interface ReportArguments {
  run: string;
  baseline: string | undefined;
  json: boolean;
  strict: boolean;
}

export function reportCommand(context: CommandContext): CommandModule<object, ReportArguments> {
  return {
    command: 'report <run>',
    describe: 'Judge a run again from what it measured, and write its reports anew',
    builder: (yargs) =>
      yargs
        .positional('run', { describe: 'Run directory', type: 'string', demandOption: true, normalize: true })
        .option('baseline', {
          describe: 'Pool of earlier runs to compare with (default: the one beside the drill)',
          type: 'string',
          normalize: true,
        })
        .option('strict', strictOption)
        .option('json', jsonOption)
        .example(
          '$0 report runs/regional-failover/2026-02-28T09-37-00.123Z',
          'Offline: it needs nothing but the directory',
        ),
    async handler({ run, baseline, json, strict }) {
      const directory = locateRun(run, basename(resolve(run)));
      const plan = await readJson(directory.plan, planSchema, 'a plan');
      const pool = await findPool(baseline, plan.drill.file);
      const earlier = pool === null ? await readEarlierComparison(directory) : null;
      if (earlier !== null)
        context.err(`s3drill: no pool at ${locatePool(plan.drill.file)}; the earlier comparison is kept.\n`);
      const conclusion = await concludeRun(directory, plan, pool, earlier);
      const exitCode = toExitCode(conclusion.result.verdict.status, strict);
      printConclusion(context, conclusion, { json, exitCode });
      context.finish(exitCode);
    },
  };
}

/** A report made where the pool is out of sight must not lose what was found with it. */
async function readEarlierComparison({ result }: RunDirectory): Promise<Comparison | null> {
  try {
    await access(result);
  } catch {
    return null;
  }
  return (await readJson(result, resultSchema, 'a result')).comparison;
}
