import { exitCodes, Failure } from '../shared/failure.ts';
import { type BaselinePool, locatePool, readPool } from '../store/baseline-pool.ts';

/**
 * The pool to compare with: the one that was named, else the one beside the drill; null when there is none there.
 * @throws Failure when one was named and is missing: a gate must not fall away by a slip of the pen
 */
export async function findPool(named: string | undefined, drillFile: string): Promise<BaselinePool | null> {
  const pool = await readPool(named ?? locatePool(drillFile));
  if (named === undefined || pool !== null) return pool;
  throw new Failure('baseline-not-found', `There is no baseline pool at ${named}.`, {
    hint: 'Make one with `s3drill baseline add DRILL RUN`.',
    exitCode: exitCodes.usage,
  });
}
