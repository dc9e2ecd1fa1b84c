import type { CommandModule } from 'yargs';
import { findRun } from '../store/run-directory.ts';
import { holdsVariants } from '../store/variants-file.ts';
import { printConclusion } from './conclude-run.ts';
import { printVariants } from './conclude-variants.ts';
import type { CommandContext } from './context.ts';
import { baselineOption, jsonOption, strictOption } from './options.ts';
import { reportRun } from './report-run.ts';
import { reportVariants } from './report-variants.ts';
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
        .positional('run', {
          describe: 'Run directory; one that holds variants stands for all of them',
          type: 'string',
          demandOption: true,
          normalize: true,
        })
        .option('baseline', baselineOption)
        .option('strict', strictOption)
        .option('json', jsonOption)
        .example(
          '$0 report runs/regional-failover/2026-02-28T09-37-00.123Z',
          'Offline: it needs nothing but the directory',
        )
        .example('$0 report runs/retry-storm/2026-02-28T09-37-00.123Z/noJitter', 'One of several variants'),
    async handler({ run, baseline, json, strict }) {
      if (await holdsVariants(run)) {
        const conclusion = await reportVariants(context, run, baseline);
        const exitCode = toExitCode(conclusion.status, strict);
        printVariants(context, conclusion, { json, exitCode });
        context.finish(exitCode);
        return;
      }
      const { conclusion } = await reportRun(context, await findRun(run), baseline);
      const exitCode = toExitCode(conclusion.result.verdict.status, strict);
      printConclusion(context, conclusion, { json, exitCode });
      context.finish(exitCode);
    },
  };
}
