import type { CommandModule } from 'yargs';
import { comparePools } from '../compare/compare-pools.ts';
import { renderComparison } from '../report/render-comparison.ts';
import { exitCodes } from '../shared/failure.ts';
import type { CommandContext } from './context.ts';
import { loadResults } from './load-results.ts';
import { jsonOption, strictOption } from './options.ts';
import { toExitCode } from './verdict-exit-code.ts';

interface CompareArguments {
  candidate: string;
  baseline: string;
  json: boolean;
  strict: boolean;
}

export function compareCommand(context: CommandContext): CommandModule<object, CompareArguments> {
  const source = { type: 'string', demandOption: true, normalize: true } as const;
  return {
    command: 'compare <candidate> <baseline>',
    describe: 'Compare two runs, or a run with a pool of baselines',
    builder: (yargs) =>
      yargs
        .positional('candidate', { ...source, describe: 'Run directory, result.json or pool that is judged' })
        .positional('baseline', { ...source, describe: 'Run directory, result.json or pool that it is held against' })
        .option('strict', strictOption)
        .option('json', { ...jsonOption, describe: 'Print the comparison as JSON' })
        .example(
          '$0 compare runs/regional-failover/NEW drills/regional-failover.baseline.json',
          'A candidate against a pool',
        ),
    async handler({ candidate, baseline, json, strict }) {
      const comparison = comparePools(await loadResults(candidate), await loadResults(baseline));
      context.out(json ? `${JSON.stringify(comparison)}\n` : renderComparison(comparison, { color: context.outColor }));
      context.finish(comparison.verdict === 'pass' ? exitCodes.passed : toExitCode(comparison.verdict, strict));
    },
  };
}
