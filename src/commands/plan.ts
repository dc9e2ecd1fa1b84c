import type { CommandModule } from 'yargs';
import { describePlan } from '../drill/describe-plan.ts';
import { estimateDrill } from '../drill/estimate.ts';
import { loadDrill } from '../drill/load-drill.ts';
import type { CommandContext } from './context.ts';
import { drillArgument, jsonOption, seedOption } from './options.ts';

interface PlanArguments {
  drill: string;
  seed: number | undefined;
  json: boolean;
}

export function planCommand(context: CommandContext): CommandModule<object, PlanArguments> {
  return {
    command: 'plan <drill>',
    describe: 'Say what a drill would do, without doing it: targets, timeline, load, cost',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('seed', seedOption)
        .option('json', { ...jsonOption, describe: 'Print the plan and its estimate as JSON' })
        .example('$0 plan drills/regional-failover.ts', 'What would be sent where, and when what breaks'),
    async handler({ drill, seed, json }) {
      const plan = await loadDrill(drill, { seed });
      const estimate = estimateDrill(plan);
      context.out(json ? `${JSON.stringify({ plan, estimate })}\n` : describePlan(plan, estimate));
    },
  };
}
