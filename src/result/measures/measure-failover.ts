import type { Plan } from '../../shared/contracts/plan.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import { findTrafficShift } from './find-traffic-shift.ts';

/**
 * Time to failover, in ms from t_f: start of the first 10 consecutive counting bins with ≥ 95 % of operations served by
 * a standby and success at the availability target (see findTrafficShift). null: traffic never moved.
 */
export function measureFailover(plan: Plan, bins: BinSums, faultAtMs: number | null): number | null {
  const { standby } = plan.clients;
  if (faultAtMs === null || standby.length === 0) return null;
  const startMs = findTrafficShift(bins, standby, plan.availabilityTarget, faultAtMs);
  return startMs === null ? null : Math.max(0, startMs - faultAtMs);
}
