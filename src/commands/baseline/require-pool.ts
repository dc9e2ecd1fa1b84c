import type { Result } from '../../shared/contracts/result.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';
import { type BaselinePool, locatePool, readPool } from '../../store/baseline-pool.ts';
import { drillArgument, variantOption } from '../options.ts';

export interface PoolArguments {
  drill: string;
  variant: string | undefined;
  json: boolean;
}

export const poolOptions = {
  drill: drillArgument,
  variant: { ...variantOption, describe: 'Of which variant (default: of a drill without any)' },
} as const;

export interface FoundPool {
  path: string;
  pool: BaselinePool;
}

/** The pool of a drill or of one of its variants. @throws Failure when there is none */
export async function requirePool({ drill, variant }: Pick<PoolArguments, 'drill' | 'variant'>): Promise<FoundPool> {
  const path = locatePool(drill, variant ?? null);
  const pool = await readPool(path);
  if (pool !== null) return { path, pool };
  const subject = variant === undefined ? drill : `Variant ${variant} of ${drill}`;
  const other = variant === undefined ? ' The pool of a variant is named by --variant.' : '';
  throw new Failure('baseline-not-found', `${subject} has no baseline: there is no ${path}.`, {
    hint: `Add a run that you trust: s3drill baseline add ${drill} RUN.${other}`,
    exitCode: exitCodes.usage,
  });
}

/** @throws Failure when the pool has no run of that id */
export function requireRun({ path, pool }: FoundPool, id: string): Result {
  const found = pool.runs.find(({ run }) => run.id === id);
  if (found !== undefined) return found;
  throw new Failure('baseline-unknown-run', `${path} has no run '${id}'.`, {
    hint: `It has: ${pool.runs.map(({ run }) => run.id).join(', ') || 'none'}.`,
    exitCode: exitCodes.usage,
  });
}
