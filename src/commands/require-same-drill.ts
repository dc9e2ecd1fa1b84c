import { exitCodes, Failure } from '../shared/failure.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';

/**
 * A pool belongs to one drill as it was when its runs were made.
 * @param hash of the drill that is to be compared with it, or of a run that is to be added
 * @throws Failure when the pool's runs ran another
 */
export function requireSameDrill(pool: BaselinePool, hash: string, subject: string): void {
  const other = pool.runs.find(({ drill }) => drill.hash !== hash);
  if (other === undefined) return;
  throw new Failure(
    'baseline-of-another-drill',
    `${subject} can't be compared with baseline run ${other.run.id}: the drill has changed since (${other.drill.hash.slice(0, 12)}, now ${hash.slice(0, 12)}).`,
    {
      hint: 'Make new baselines with `s3drill baseline remove` and `add`, or leave the comparison out with --no-compare.',
      exitCode: exitCodes.usage,
    },
  );
}
