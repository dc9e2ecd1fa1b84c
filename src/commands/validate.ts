import type { CommandModule } from 'yargs';
import { checkDrillFile } from '../drill/load-drill.ts';
import { exitCodes } from '../shared/failure.ts';
import type { CommandContext } from './context.ts';
import { drillArgument, jsonOption } from './options.ts';

export function validateCommand(context: CommandContext): CommandModule<object, { drill: string; json: boolean }> {
  return {
    command: 'validate <drill>',
    describe: 'Check a drill and say what is wrong with it',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('json', jsonOption)
        .example(
          '$0 validate drills/regional-failover.ts',
          'One line when it is fine; each problem with its path when not',
        ),
    async handler({ drill, json }) {
      const checked = await checkDrillFile(drill);
      const problems = 'problems' in checked ? checked.problems : [];
      const valid = problems.length === 0;
      if (json) context.out(`${JSON.stringify({ valid, problems })}\n`);
      else if (valid) context.out(`${drill} is a valid drill.\n`);
      else if ('failure' in checked) throw checked.failure;
      context.finish(valid ? exitCodes.passed : exitCodes.usage);
    },
  };
}
