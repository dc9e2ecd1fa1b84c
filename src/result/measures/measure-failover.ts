import type { Plan } from '../../shared/contracts/plan.ts';
import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import { findTrafficShift } from './find-traffic-shift.ts';

/**
 * Time to failover, in ms from t_f: start of the first 10 consecutive counting bins with ≥ 95 % of operations served by
 * a standby and success at the availability target (see findTrafficShift). null: traffic never moved.
 *
 * Never before the first client said that it turned to another region: bins go by scheduled time, and operations that
 * waited out failing attempts before they moved would put the move ahead of its cause.
 */
export function measureFailover(
  plan: Plan,
  bins: BinSums,
  faultAtMs: number | null,
  events: readonly DrillEvent[],
): number | null {
  const { standby } = plan.clients;
  if (faultAtMs === null || standby.length === 0) return null;
  const startMs = findTrafficShift(bins, standby, plan.availabilityTarget, faultAtMs);
  if (startMs === null) return null;
  const turned = events.filter(({ type, atMs }) => type === 'failedOver' && atMs >= faultAtMs).map(({ atMs }) => atMs);
  const firstTurnedMs = turned.reduce((first, atMs) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  const earliestMs = Number.isFinite(firstTurnedMs) ? firstTurnedMs : faultAtMs;
  return Math.max(startMs, earliestMs) - faultAtMs;
}
