import type { Plan } from '../shared/contracts/plan.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { type BaselinePool, locatePool, readPool } from '../store/baseline-pool.ts';

/**
 * The pool to compare a run of the plan with: the one that was named, else the one beside the drill; null when there is none
 * there. Each variant has a pool of its own.
 * @throws Failure when one was named and is missing: a gate must not fall away by a slip of the pen
 */
export async function findPool(
  named: string | undefined,
  { drill }: Pick<Plan, 'drill'>,
): Promise<BaselinePool | null> {
  const pool = await readPool(named ?? locatePool(drill.file, drill.variant));
  if (named === undefined || pool !== null) return pool;
  throw new Failure('baseline-not-found', `There is no baseline pool at ${named}.`, {
    hint: 'Make one with `s3drill baseline add DRILL RUN`.',
    exitCode: exitCodes.usage,
  });
}

/** @throws Failure when one pool is named for several variants: it can hold the runs of one only */
export function requirePoolPerVariant(named: string | undefined, variants: readonly string[]): void {
  if (named === undefined || variants.length < 2) return;
  throw new Failure(
    'usage',
    `--baseline names one pool, and there are ${variants.length} variants: ${variants.join(', ')}.`,
    {
      hint: 'Take one variant, or leave --baseline out: each is compared with its own pool, DRILL.VARIANT.baseline.json beside the drill.',
      exitCode: exitCodes.usage,
    },
  );
}
