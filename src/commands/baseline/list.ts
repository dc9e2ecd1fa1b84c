import type { CommandModule } from 'yargs';
import type { CommandContext } from '../context.ts';
import { describePool, listPool } from '../describe-pool.ts';
import { jsonOption } from '../options.ts';
import { type PoolArguments, poolOptions, requirePool } from './require-pool.ts';

export function listCommand(context: CommandContext): CommandModule<object, PoolArguments> {
  return {
    command: 'list <drill>',
    describe: 'List the runs in the pool of a drill',
    builder: (yargs) =>
      yargs
        .positional('drill', poolOptions.drill)
        .option('variant', poolOptions.variant)
        .option('json', jsonOption)
        .example('$0 baseline list drill.ts', 'A line a run')
        .example('$0 baseline list drill.ts --variant noJitter', 'Those of a variant'),
    async handler(options) {
      const { pool } = await requirePool(options);
      context.out(options.json ? listPool(pool) : describePool(pool));
    },
  };
}
