import { relative } from 'node:path';
import type { VariantRun } from '../report/view/variants/variant-run.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import { createVariantDirectory } from '../store/run-directory.ts';
import { concludeVariants, keepVariants, type VariantsConclusion } from './conclude-variants.ts';
import type { CommandContext } from './context.ts';
import { explainLostConclusion, type PreparedRun, type RunSettings, runPlan } from './run-plan.ts';

/**
 * Runs the variants of a drill one after the other, each in a directory of its own, then puts them side by side. After an
 * interruption no other starts; what was run is kept after each, and put side by side even when a later one throws.
 * @param path of the directory of them all, which exists
 * @param run runs one of them
 * @throws what the run of a variant throws
 */
export async function runVariants(
  context: CommandContext,
  settings: RunSettings,
  prepared: readonly PreparedRun[],
  path: string,
  run = runPlan,
): Promise<{ conclusion: VariantsConclusion; cleanUpProblems: string[] }> {
  const drill = prepared[0]?.plan.drill.name ?? '';
  const variants = prepared.map(({ plan }): VariantRun => ({ ...nameVariant(plan), ran: null }));
  const cleanUpProblems: string[] = [];
  await keepVariants(path, drill, variants);

  const runInTurn = async (): Promise<void> => {
    for (const [index, next] of prepared.entries()) {
      const variant = variants[index];
      if (variant === undefined || context.signal.aborted) return;
      const directory = await createVariantDirectory(path, variant.name, next);
      variant.directory = relative(path, directory.path);
      const place = `variant ${variant.name}, ${index + 1} of ${prepared.length}`;
      const outcome = await run(context, settings, next, directory, place);
      cleanUpProblems.push(...outcome.cleanUpProblems);
      variant.ran = { plan: next.plan, result: outcome.conclusion.result };
      await keepVariants(path, drill, variants);
    }
  };
  await runInTurn().catch(async (error) => {
    await concludeWhatRan(context, path, drill, variants);
    for (const problem of cleanUpProblems) context.err(`s3drill: could not clean up ${problem}\n`);
    throw error;
  });

  const conclusion = await concludeVariants(path, drill, variants).catch((error) => {
    throw explainLostConclusion(error, path);
  });
  return { conclusion, cleanUpProblems };
}

/** Before an error ends it all: whatever goes wrong here too, that error is the one to tell. */
async function concludeWhatRan(
  { err }: CommandContext,
  path: string,
  drill: string,
  variants: readonly VariantRun[],
): Promise<void> {
  if (variants.every(({ ran }) => ran === null)) return;
  await concludeVariants(path, drill, variants).then(
    ({ reports }) => err(`s3drill: the variants that ran stand side by side in ${reports.html}\n`),
    (error) => err(`s3drill: the variants that ran could not be put side by side: ${String(error)}\n`),
  );
}

function nameVariant({ drill }: Plan): Pick<VariantRun, 'name' | 'directory'> {
  const name = drill.variant ?? '';
  return { name, directory: name };
}
