import type { CommandModule } from 'yargs';
import { describePlan } from '../drill/describe-plan.ts';
import { estimateDrill } from '../drill/estimate.ts';
import { loadDrill } from '../drill/load-drill.ts';
import { renderDifferences } from '../report/render-differences.ts';
import { chooseVariants } from './choose-variants.ts';
import type { CommandContext } from './context.ts';
import { drillArgument, jsonOption, seedOption, variantsOption } from './options.ts';

interface PlanArguments {
  drill: string;
  variant: string[];
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
        .option('variant', {
          ...variantsOption,
          describe: 'Describe this variant whole; may be given several times (default: the first, and what differs)',
        })
        .option('seed', seedOption)
        .option('json', {
          ...jsonOption,
          describe: 'Print the plan and its estimate as JSON; of several variants {"variants":[{name,plan,estimate}]}',
        })
        .example('$0 plan drills/regional-failover.ts', 'What would be sent where, and when what breaks')
        .example('$0 plan drills/retry-storm.ts --variant noJitter', 'One variant, with all its policies'),
    async handler({ drill, variant, seed, json }) {
      const plans = chooseVariants(await loadDrill(drill, { seed }), variant);
      const planned = plans.map((plan) => ({ plan, estimate: estimateDrill(plan) }));
      const [first, ...others] = planned;
      if (first === undefined) throw new Error('a drill has at least one plan');
      if (json) {
        const variants = planned.map((each) => ({ name: each.plan.drill.variant, ...each }));
        context.out(`${JSON.stringify(others.length === 0 ? first : { variants })}\n`);
        return;
      }
      const described = variant.length > 0 ? planned : [first];
      context.out(described.map(({ plan, estimate }) => describePlan(plan, estimate)).join('\n'));
      if (others.length > 0) context.out(`\n${renderDifferences(plans, { color: context.outColor })}`);
    },
  };
}
