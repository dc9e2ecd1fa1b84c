import { resolve } from 'node:path';
import { exitCodes, Failure } from '../../shared/failure.ts';
import type { K6 } from '../k6.ts';
import { readUsableK6Version } from '../read-k6-version.ts';

/**
 * The k6 that the user named by `--k6` or, failing that, S3DRILL_K6; null when neither is set.
 * @throws Failure `k6-unusable`: to take another k6 than the one asked for would make results hard to explain
 */
export async function readChosenK6(flag: string | undefined, env: NodeJS.ProcessEnv): Promise<K6 | null> {
  if (flag !== undefined) return requireK6(flag, 'flag', '--k6');
  if (env.S3DRILL_K6) return requireK6(env.S3DRILL_K6, 'environment', 'S3DRILL_K6');
  return null;
}

async function requireK6(named: string, source: 'flag' | 'environment', by: string): Promise<K6> {
  const path = resolve(named);
  const reading = await readUsableK6Version(path);
  if (reading.version !== undefined) return { path, version: reading.version, source };
  throw new Failure('k6-unusable', `${by} names a k6 that can't be used: ${reading.problem}`, {
    hint: `Correct the path, or leave ${by} out to let s3drill find k6.`,
    exitCode: exitCodes.usage,
  });
}
