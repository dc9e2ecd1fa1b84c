import type { Move } from './list-moves.ts';

/**
 * Time to failover, in ms from t_f: when the last of the workloads that began to move had moved as a whole, so that all of
 * them had by then. null: none began to, or one of them never moved as a whole.
 */
export function measureFailover(moves: readonly Move[], faultAtMs: number | null): number | null {
  if (faultAtMs === null || moves.length === 0) return null;
  let last = faultAtMs;
  for (const { movedAtMs } of moves) {
    if (movedAtMs === null) return null;
    last = Math.max(last, movedAtMs);
  }
  return last - faultAtMs;
}
