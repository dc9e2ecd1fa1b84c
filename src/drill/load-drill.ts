import type { Plan } from '../shared/contracts/plan.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { checkDrill } from './check-drill.ts';
import { type Drill, largestSeed, seedSchema } from './drill-schema.ts';
import { bundleDrill } from './loading/bundle-drill.ts';
import { evaluateDrill } from './loading/evaluate-drill.ts';
import { readRateFiles } from './loading/read-rate-files.ts';
import { requireDrillFile } from './loading/require-drill-file.ts';
import { planDrill } from './plan-drill.ts';
import { formatProblem, type Problem } from './problem.ts';

/** How long a drill may take to load. */
const defaultLimitMs = 10_000;

export interface LoadOptions {
  /** Instead of the drill's own. */
  seed?: number | undefined;
  limitMs?: number | undefined;
}

/** `failure` tells all the problems in one message. */
export type CheckedFile = { drill: Drill } | { problems: Problem[]; failure: Failure };

/**
 * From a drill's file to its plans: one per variant, in their order; exactly one where there are none.
 * @param file path of a TypeScript or JavaScript module, as the user named it
 * @throws Failure with exit code `usage`: `drill-invalid` with every problem in its message, `seed-invalid`, or why
 *   it can't be loaded
 */
export async function loadDrill(file: string, { seed, limitMs }: LoadOptions = {}): Promise<Plan[]> {
  if (seed !== undefined && !seedSchema.safeParse(seed).success) {
    const message = `the seed must be a whole number from 0 to ${largestSeed}, got ${seed}`;
    throw new Failure('seed-invalid', message, { exitCode: exitCodes.usage });
  }
  const checked = await checkDrillFile(file, { limitMs });
  if ('failure' in checked) throw checked.failure;
  return planDrill(checked.drill, { file, seed });
}

/**
 * For those who want the problems one by one.
 * @throws Failure `drill-not-found`, `drill-syntax`, `drill-threw`, `drill-no-default`… when there is nothing to check
 */
export async function checkDrillFile(
  file: string,
  { limitMs = defaultLimitMs }: Pick<LoadOptions, 'limitMs'> = {},
): Promise<CheckedFile> {
  await requireDrillFile(file);
  const inspection = await evaluateDrill(await bundleDrill(file), file, limitMs);
  if ('refusal' in inspection) {
    const { code, message, hint } = inspection.refusal;
    throw new Failure(code, `${file} ${message}`, { hint, exitCode: exitCodes.usage });
  }
  const { data, problems: notData } = inspection.collected;
  const withRates = await readRateFiles(data, file);
  const checked = checkDrill(withRates.data);
  const early = [...notData, ...withRates.problems];
  if (early.length === 0 && 'drill' in checked) return checked;
  // What is no data or could not be read is missing in the copy; that is not a second problem.
  const others = 'problems' in checked ? checked.problems : [];
  const problems = [...early, ...others.filter((other) => !early.some(({ path }) => isWithin(other.path, path)))];
  return { problems, failure: describeProblems(file, problems) };
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function describeProblems(file: string, problems: readonly Problem[]): Failure {
  const amount = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map((problem) => `  ${formatProblem(problem)}`);
  return new Failure('drill-invalid', [`${file} has ${amount}:`, ...lines].join('\n'), { exitCode: exitCodes.usage });
}
