import { relative } from 'node:path';
import type { VariantRun } from '../report/view/variants/variant-run.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import { createVariantDirectory } from '../store/run-directory.ts';
import { concludeVariants, keepVariants, type VariantsConclusion } from './conclude-variants.ts';
import type { CommandContext } from './context.ts';
import { explainLostConclusion, type PreparedRun, type RunSettings, runPlan } from './run-plan.ts';

/**
 * Runs the variants of a drill one after the other, each in a directory of its own, then puts them side by side. After an
 * interruption no other starts; what was run is kept after each.
 * @param path of the directory of them all, which exists
 */
export async function runVariants(
  context: CommandContext,
  settings: RunSettings,
  prepared: readonly PreparedRun[],
  path: string,
): Promise<{ conclusion: VariantsConclusion; cleanUpProblems: string[] }> {
  const drill = prepared[0]?.plan.drill.name ?? '';
  const variants = prepared.map(({ plan }): VariantRun => ({ ...nameVariant(plan), ran: null }));
  const cleanUpProblems: string[] = [];
  await keepVariants(path, drill, variants);

  for (const [index, run] of prepared.entries()) {
    const variant = variants[index];
    if (variant === undefined || context.signal.aborted) break;
    const directory = await createVariantDirectory(path, variant.name, run);
    variant.directory = relative(path, directory.path);
    const place = `variant ${variant.name}, ${index + 1} of ${prepared.length}`;
    const outcome = await runPlan(context, settings, run, directory, place);
    cleanUpProblems.push(...outcome.cleanUpProblems);
    variant.ran = { plan: run.plan, result: outcome.conclusion.result };
    await keepVariants(path, drill, variants);
  }

  const conclusion = await concludeVariants(path, drill, variants).catch((error) => {
    throw explainLostConclusion(error, path);
  });
  return { conclusion, cleanUpProblems };
}

function nameVariant({ drill }: Plan): Pick<VariantRun, 'name' | 'directory'> {
  const name = drill.variant ?? '';
  return { name, directory: name };
}
