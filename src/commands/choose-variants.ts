import type { Plan } from '../shared/contracts/plan.ts';
import { exitCodes, Failure } from '../shared/failure.ts';

/**
 * The plans of a drill that `--variant` asks for, in the drill's order; all where it asks for none.
 * @throws Failure for a name that the drill does not have
 */
export function chooseVariants(plans: readonly Plan[], wanted: readonly string[]): Plan[] {
  const names = listNames(plans);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return plans.filter((plan) => wanted.length === 0 || wanted.includes(nameOf(plan)));
  throw new Failure('variant-unknown', `The drill has no variant '${unknown}'.`, {
    hint: names.length === 0 ? 'It has no variants: leave --variant out.' : `It has: ${names.join(', ')}.`,
    exitCode: exitCodes.usage,
  });
}

/** For what only one plan can be made of. @throws Failure when the drill has several and none is named */
export function requireOneVariant(plans: readonly Plan[], wanted: string | undefined): Plan {
  const [only, ...others] = chooseVariants(plans, wanted === undefined ? [] : [wanted]);
  if (only !== undefined && others.length === 0) return only;
  throw new Failure('variant-needed', `The drill has several variants: ${listNames(plans).join(', ')}.`, {
    hint: 'Choose one with --variant NAME.',
    exitCode: exitCodes.usage,
  });
}

function listNames(plans: readonly Plan[]): string[] {
  return plans.map(nameOf).filter((name) => name !== '');
}

function nameOf({ drill }: Plan): string {
  return drill.variant ?? '';
}
