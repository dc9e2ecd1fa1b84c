import { access } from 'node:fs/promises';
import { type Plan, planSchema } from '../shared/contracts/plan.ts';
import { type Comparison, resultSchema } from '../shared/contracts/result.ts';
import { locatePool } from '../store/baseline-pool.ts';
import { readJson } from '../store/read-json.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { type Conclusion, concludeRun } from './conclude-run.ts';
import type { CommandContext } from './context.ts';
import { findPool } from './find-pool.ts';

/** Judges one run again from what it measured, and writes its reports anew. */
export async function reportRun(
  { err }: CommandContext,
  directory: RunDirectory,
  baseline: string | undefined,
): Promise<{ plan: Plan; conclusion: Conclusion }> {
  const plan = await readJson(directory.plan, planSchema, 'a plan');
  const pool = await findPool(baseline, plan);
  const earlier = pool === null ? await readEarlierComparison(directory) : null;
  if (earlier !== null) {
    err(`s3drill: no pool at ${locatePool(plan.drill.file, plan.drill.variant)}; the earlier comparison is kept.\n`);
  }
  return { plan, conclusion: await concludeRun(directory, plan, pool, earlier) };
}

/** A report made where the pool is out of sight must not lose what was found with it. */
async function readEarlierComparison({ result }: RunDirectory): Promise<Comparison | null> {
  try {
    await access(result);
  } catch {
    return null;
  }
  return (await readJson(result, resultSchema, 'a result')).comparison;
}
