import { countFailures, findTrafficShift } from './find-traffic-shift.ts';
import type { Move } from './list-moves.ts';

export interface Failback {
  /** From t_r; null: traffic did not return, or had never moved as a whole. */
  failbackMs: number | null;
  /** Shifting operations that failed between t_r and the failback. */
  failbackErrors: number | null;
}

/**
 * Failback: the test of time to failover, on the regions that the traffic had left and from t_r (see findTrafficShift), of
 * each workload that had moved; the figure is that of the last to return. Traffic that never moved as a whole has nothing
 * to return from, whatever the region it stayed on did.
 */
export function measureFailback(
  moves: readonly Move[],
  target: number,
  revertedAtMs: number | null,
  failoverMs: number | null,
): Failback {
  const none = { failbackMs: null, failbackErrors: null };
  if (revertedAtMs === null || failoverMs === null) return none;
  let last = revertedAtMs;
  for (const { bins } of moves) {
    const startMs = findTrafficShift(bins, 'home', target, revertedAtMs);
    if (startMs === null) return none;
    last = Math.max(last, startMs);
  }
  const failbackErrors = moves.reduce((sum, { bins }) => sum + countFailures(bins, revertedAtMs, last), 0);
  return { failbackMs: last - revertedAtMs, failbackErrors };
}
