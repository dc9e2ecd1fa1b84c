import type { CommandModule } from 'yargs';
import type { CommandContext } from '../context.ts';
import { jsonOption } from '../options.ts';
import { type PoolArguments, poolOptions, requirePool, requireRun } from './require-pool.ts';

export function showCommand(context: CommandContext): CommandModule<object, PoolArguments & { run: string }> {
  return {
    command: 'show <drill> <run>',
    describe: 'Print the result of one run of the pool',
    builder: (yargs) =>
      yargs
        .positional('drill', poolOptions.drill)
        .positional('run', { describe: 'Id of the run', type: 'string', demandOption: true })
        .option('variant', poolOptions.variant)
        .option('json', jsonOption)
        .example('$0 baseline show drill.ts 2026-02-28T09-37-00.123Z', 'An id as `baseline list` prints it'),
    async handler({ run, ...options }) {
      const found = requireRun(await requirePool(options), run);
      context.out(options.json ? `${JSON.stringify(found)}\n` : `${JSON.stringify(found, null, 2)}\n`);
    },
  };
}
