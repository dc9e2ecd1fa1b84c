import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { ShiftBins } from './count-shifting-traffic.ts';
import { findTrafficShift } from './find-traffic-shift.ts';

/** The traffic of a workload of which at least one client turned away from where it belongs. */
export interface Move {
  bins: ShiftBins;
  /** From the start of the run: since when it was elsewhere as a whole; null: it never was. */
  movedAtMs: number | null;
}

/**
 * The workloads that began to move, each measured by itself (see findTrafficShift). One of whose clients none failed over
 * has not moved and is left out: its traffic may rightly stay, as where its region only throttles it.
 *
 * None moved before its first client said so: bins go by scheduled time, and operations that waited out failing attempts
 * before they moved would put the move ahead of its cause.
 * @param turns the clients' `failedOver` events that concern the fault
 */
export function listMoves(
  workloads: readonly ShiftBins[],
  target: number,
  faultAtMs: number,
  turns: readonly DrillEvent[],
): Move[] {
  return workloads.flatMap((bins) => {
    const turnedAtMs = turns
      .filter(({ client = 0 }) => client >= bins.firstClient && client <= bins.lastClient)
      .reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
    if (turnedAtMs === Number.POSITIVE_INFINITY) return [];
    const startMs = findTrafficShift(bins, 'refuge', target, faultAtMs);
    return [{ bins, movedAtMs: startMs === null ? null : Math.max(startMs, turnedAtMs, faultAtMs) }];
  });
}
