import { basename, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { planSchema } from '../shared/contracts/plan.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { locatePool, readPool } from '../store/baseline-pool.ts';
import { readJson } from '../store/read-json.ts';
import { locateRun } from '../store/run-directory.ts';
import { concludeRun, printConclusion } from './conclude-run.ts';
import type { CommandContext } from './context.ts';
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
      const pool = await readPool(baseline ?? locatePool(plan.drill.file));
      if (baseline !== undefined && pool === null) {
        throw new Failure('baseline-not-found', `There is no baseline pool at ${baseline}.`, {
          hint: 'Make one with `s3drill baseline add RUN`.',
          exitCode: exitCodes.usage,
        });
      }
      const conclusion = await concludeRun(directory, plan, pool);
      const exitCode = toExitCode(conclusion.result.verdict.status, strict);
      printConclusion(context, conclusion, { json, exitCode });
      context.finish(exitCode);
    },
  };
}
