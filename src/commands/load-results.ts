import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Result, resultSchema } from '../shared/contracts/result.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { joinWords } from '../shared/format.ts';
import { baselinePoolSchema } from '../store/baseline-pool.ts';
import { explainFileError } from '../store/file-failure.ts';
import { readJson } from '../store/read-json.ts';
import { holdsVariants, readVariants } from '../store/variants-file.ts';

/**
 * The results that an argument names: a run directory, a result.json, or a pool of baselines.
 * @throws Failure when it is none of these, or holds the runs of several variants, which are not one kind of run
 */
export async function loadResults(path: string): Promise<Result[]> {
  if (await holdsVariants(path)) {
    const runs = await listVariantRuns(path);
    throw new Failure('variants-not-one-run', `${path} holds the runs of several variants.`, {
      hint: `Name one of them: ${joinWords(runs)}.`,
      exitCode: exitCodes.usage,
    });
  }
  if (await isDirectory(path)) return [await readJson(join(path, 'result.json'), resultSchema, 'a result')];
  const file = z.union([
    resultSchema.transform((result) => [result]),
    baselinePoolSchema.transform(({ runs }) => runs),
  ]);
  return readJson(path, file, 'a result or a pool of baselines');
}

/** The same; a directory of several variants stands for all their runs. */
export async function loadAllResults(path: string): Promise<Result[]> {
  if (!(await holdsVariants(path))) return loadResults(path);
  return (await Promise.all((await listVariantRuns(path)).map(loadResults))).flat();
}

async function listVariantRuns(path: string): Promise<string[]> {
  const { variants } = await readVariants(path);
  return variants.map(({ directory }) => join(path, directory));
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw explainFileError(error, 'Cannot read', path);
  }
}
