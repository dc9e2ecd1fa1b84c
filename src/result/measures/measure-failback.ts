import { countBinMs } from '../../shared/bins.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import { countFailures, findTrafficShift } from './find-traffic-shift.ts';

export interface Failback {
  /** From t_r; null: traffic did not return, or had never left. */
  failbackMs: number | null;
  /** Operations that failed between t_r and the failback. */
  failbackErrors: number | null;
}

/**
 * Failback: the test of time to failover, on the primary and from t_r: start of the first 10 consecutive counting bins
 * with ≥ 95 % of operations served by the primary and success at the target. Traffic that had not failed over and is on
 * the primary when the fault ends has nothing to return from.
 */
export function measureFailback(
  plan: Plan,
  bins: BinSums,
  revertedAtMs: number | null,
  failoverMs: number | null,
): Failback {
  const none = { failbackMs: null, failbackErrors: null };
  if (revertedAtMs === null) return none;
  const startMs = findTrafficShift(bins, [plan.clients.primary], plan.availabilityTarget, revertedAtMs);
  if (startMs === null) return none;
  const neverLeft = failoverMs === null && startMs < revertedAtMs + countBinMs;
  if (neverLeft) return none;
  return {
    failbackMs: Math.max(0, startMs - revertedAtMs),
    failbackErrors: countFailures(bins, revertedAtMs, startMs),
  };
}
