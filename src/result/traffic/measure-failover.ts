import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { ShiftBins } from './count-shifting-traffic.ts';
import { findTrafficShift } from './find-traffic-shift.ts';

/**
 * Time to failover, in ms from t_f: start of the first 10 consecutive counting bins with ≥ 95 % of the shifting
 * operations served by the regions that take over, and success at the availability target (see findTrafficShift). null:
 * that traffic never moved as a whole.
 *
 * Never before the first client said that it turned to another region: bins go by scheduled time, and operations that
 * waited out failing attempts before they moved would put the move ahead of its cause.
 * @param bins null: no traffic can move
 */
export function measureFailover(
  bins: ShiftBins | null,
  target: number,
  faultAtMs: number | null,
  events: readonly DrillEvent[],
): number | null {
  if (faultAtMs === null || bins === null) return null;
  const startMs = findTrafficShift(bins, 'refuge', target, faultAtMs);
  if (startMs === null) return null;
  const turned = events.filter(({ type, atMs }) => type === 'failedOver' && atMs >= faultAtMs).map(({ atMs }) => atMs);
  const firstTurnedMs = turned.reduce((first, atMs) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  const earliestMs = Number.isFinite(firstTurnedMs) ? firstTurnedMs : faultAtMs;
  return Math.max(startMs, earliestMs) - faultAtMs;
}
