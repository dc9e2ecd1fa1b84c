import type { ShiftBins } from './count-shifting-traffic.ts';
import { countFailures, findTrafficShift } from './find-traffic-shift.ts';

export interface Failback {
  /** From t_r; null: traffic did not return, or had never moved as a whole. */
  failbackMs: number | null;
  /** Shifting operations that failed between t_r and the failback. */
  failbackErrors: number | null;
}

/**
 * Failback: the test of time to failover, on the regions that the traffic had left and from t_r: start of the first 10
 * consecutive counting bins in which they serve ≥ 95 % of what is theirs, with success at the target. Traffic that never
 * moved as a whole has nothing to return from, whatever the region it stayed on did.
 */
export function measureFailback(
  bins: ShiftBins | null,
  target: number,
  revertedAtMs: number | null,
  failoverMs: number | null,
): Failback {
  const none = { failbackMs: null, failbackErrors: null };
  if (bins === null || revertedAtMs === null || failoverMs === null) return none;
  const startMs = findTrafficShift(bins, 'home', target, revertedAtMs);
  if (startMs === null) return none;
  return {
    failbackMs: Math.max(0, startMs - revertedAtMs),
    failbackErrors: countFailures(bins, revertedAtMs, startMs),
  };
}
