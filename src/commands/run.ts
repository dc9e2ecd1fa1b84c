import { appendFile } from 'node:fs/promises';
import type { CommandModule } from 'yargs';
import { loadDrill } from '../drill/load-drill.ts';
import { exitCodes } from '../shared/failure.ts';
import { chooseVariants } from './choose-variants.ts';
import type { CommandContext } from './context.ts';
import {
  baselineOption,
  drillArgument,
  jsonOption,
  k6Option,
  memoryOption,
  outOption,
  seedOption,
  strictOption,
  variantsOption,
} from './options.ts';
import { type RunOptions, runAll } from './run-all.ts';
import { toExitCode } from './verdict-exit-code.ts';

interface RunArguments extends RunOptions {
  variant: string[];
  seed: number | undefined;
  strict: boolean;
  json: boolean;
}

export function runCommand(context: CommandContext): CommandModule<object, RunArguments> {
  return {
    command: 'run <drill>',
    describe: 'Run a drill: break the region, measure, judge, report',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('variant', variantsOption)
        .option('out', outOption)
        .option('k6', k6Option)
        .option('seed', seedOption)
        .option('baseline', baselineOption)
        .option('compare', {
          describe: 'Compare with the baseline; --no-compare does not',
          type: 'boolean',
          default: true,
        })
        .option('strict', strictOption)
        .option('json', {
          ...jsonOption,
          describe:
            'Print one line of JSON at the end: runDir, status, exitCode, report, and variants where there are several',
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
        .example('$0 run drills/retry-storm.ts --variant noJitter', 'One variant only; without, all, side by side')
        .example('$0 run drill.ts --json --strict', 'For CI: one line of JSON, and 3 when the verdict is open')
        .example('$0 run drill.ts --k6-arg=--out=json=k6.json', 'Let k6 write its own samples too'),
    async handler(options) {
      const plans = chooseVariants(await loadDrill(options.drill, { seed: options.seed }), options.variant);
      const { status, cleanUpProblems, markdown, print } = await runAll(context, options, plans);
      await appendJobSummary(context, markdown);
      for (const problem of cleanUpProblems) context.err(`s3drill: could not clean up ${problem}\n`);
      const exitCode = cleanUpProblems.length > 0 ? exitCodes.cleanUpFailed : toExitCode(status, options.strict);
      print({ json: options.json, exitCode });
      if (status === 'inconclusive' && !options.strict) {
        context.err('s3drill: the verdict is inconclusive; with --strict that is exit code 3.\n');
      }
      context.finish(exitCode);
    },
  };
}

async function appendJobSummary({ env, err }: CommandContext, markdown: string): Promise<void> {
  if (!env.GITHUB_STEP_SUMMARY) return;
  await appendFile(env.GITHUB_STEP_SUMMARY, markdown).catch((error: Error) => {
    err(`s3drill: the job summary could not be written: ${error.message}\n`);
  });
}
