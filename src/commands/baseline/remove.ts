import type { CommandModule } from 'yargs';
import { writePool } from '../../store/baseline-pool.ts';
import type { CommandContext } from '../context.ts';
import { describeSize, listPool } from '../describe-pool.ts';
import { jsonOption } from '../options.ts';
import { type PoolArguments, poolOptions, requirePool, requireRun } from './require-pool.ts';

export function removeCommand(context: CommandContext): CommandModule<object, PoolArguments & { runs: string[] }> {
  return {
    command: 'remove <drill> <runs..>',
    describe: 'Remove runs from the pool of a drill, by their ids',
    builder: (yargs) =>
      yargs
        .positional('drill', poolOptions.drill)
        .positional('runs', { describe: 'Ids of runs', type: 'string', array: true, demandOption: true })
        .option('variant', poolOptions.variant)
        .option('json', jsonOption)
        .example('$0 baseline remove drill.ts 2026-02-28T09-37-00.123Z', 'An id as `baseline list` prints it'),
    async handler({ runs, ...options }) {
      const found = await requirePool(options);
      for (const run of runs) requireRun(found, run);
      const left = { ...found.pool, runs: found.pool.runs.filter(({ run }) => !runs.includes(run.id)) };
      await writePool(found.path, left);
      context.out(options.json ? listPool(left) : describeSize(found.path, left));
    },
  };
}
