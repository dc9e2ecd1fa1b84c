import type { CommandModule } from 'yargs';
import { addCommand } from './baseline/add.ts';
import { listCommand } from './baseline/list.ts';
import { removeCommand } from './baseline/remove.ts';
import { showCommand } from './baseline/show.ts';
import type { CommandContext } from './context.ts';

export function baselineCommand(context: CommandContext): CommandModule {
  return {
    command: 'baseline <action>',
    describe: 'Keep the runs that later ones are compared with',
    builder: (yargs) =>
      yargs
        .command(addCommand(context))
        .command(listCommand(context))
        .command(showCommand(context))
        .command(removeCommand(context))
        .demandCommand(1, 'Name what to do: add, list, show or remove.')
        .example(
          '$0 baseline add drills/regional-failover.ts runs/regional-failover/*',
          'Three runs or more make a verdict',
        )
        .epilogue(
          'The pool of a drill is a file beside it: DRILL.baseline.json.\n' +
            'Each of its variants has a pool of its own: DRILL.VARIANT.baseline.json.',
        ),
    handler: () => {},
  };
}
