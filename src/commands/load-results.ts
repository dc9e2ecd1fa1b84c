import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Result, resultSchema } from '../shared/contracts/result.ts';
import { baselinePoolSchema } from '../store/baseline-pool.ts';
import { explainFileError } from '../store/file-failure.ts';
import { readJson } from '../store/read-json.ts';

/**
 * The results that an argument names: a run directory, a result.json, or a pool of baselines.
 * @throws Failure when it is none of these
 */
export async function loadResults(path: string): Promise<Result[]> {
  const isDirectory = await stat(path).then(
    (found) => found.isDirectory(),
    (error) => {
      throw explainFileError(error, 'Cannot read', path);
    },
  );
  if (isDirectory) return [await readJson(join(path, 'result.json'), resultSchema, 'a result')];
  const file = z.union([
    resultSchema.transform((result) => [result]),
    baselinePoolSchema.transform(({ runs }) => runs),
  ]);
  return readJson(path, file, 'a result or a pool of baselines');
}
