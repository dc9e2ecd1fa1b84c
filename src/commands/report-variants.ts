import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { VariantRun } from '../report/view/variants/variant-run.ts';
import { findRun } from '../store/run-directory.ts';
import { readVariants } from '../store/variants-file.ts';
import { concludeVariants, type VariantsConclusion } from './conclude-variants.ts';
import type { CommandContext } from './context.ts';
import { requirePoolPerVariant } from './find-pool.ts';
import { reportRun } from './report-run.ts';

/** Judges every variant of a run again and puts them side by side anew. @param path of the directory that holds them all */
export async function reportVariants(
  context: CommandContext,
  path: string,
  baseline: string | undefined,
): Promise<VariantsConclusion> {
  const { drill, variants } = await readVariants(path);
  requirePoolPerVariant(
    baseline,
    variants.map(({ name }) => name),
  );
  const runs: VariantRun[] = [];
  for (const { name, directory } of variants) {
    const run = await findRun(join(path, directory));
    const ran = (await wasStarted(run.telemetry)) ? await reportRun(context, run, baseline) : null;
    runs.push({ name, directory, ran: ran && { plan: ran.plan, result: ran.conclusion.result } });
  }
  return concludeVariants(path, drill, runs);
}

async function wasStarted(telemetry: string): Promise<boolean> {
  return access(telemetry).then(
    () => true,
    () => false,
  );
}
