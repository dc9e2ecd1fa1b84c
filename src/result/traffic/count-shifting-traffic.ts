import type { Tally } from '../tally/tally.ts';
import { wasSent } from '../tally/was-sent.ts';
import { listShiftingTraffic } from './list-shifting-traffic.ts';

/** The shifting operations of one workload, per counting bin of scheduled time. */
export interface ShiftBins {
  /** Numbers of the workload's clients. */
  firstClient: number;
  lastClient: number;
  /** Share of the operations that home serves while nothing is wrong. */
  homeShare: number;
  /** Sent to any region, and of these those that succeeded. */
  sent: Uint32Array;
  succeeded: Uint32Array;
  /** Served by the regions that take it over. */
  inRefuge: Uint32Array;
  /** Served by the regions that it leaves. */
  atHome: Uint32Array;
  /** That failed, whether or not they were sent. */
  failed: Uint32Array;
}

/** Of each workload whose traffic the plan's faults can shift. */
export function countShiftingTraffic({ plan, operations, binPhases }: Tally): ShiftBins[] {
  const traffic = listShiftingTraffic(plan);
  return traffic.map((shifting) => {
    const { firstClient, lastClient, homeShare } = shifting;
    const bins = createBins(binPhases.length, { firstClient, lastClient, homeShare });
    for (const cell of operations.values()) {
      if (cell.workload !== shifting.workload || shifting.operations?.includes(cell.op) === false) continue;
      add(bins.failed, cell.total, 1);
      add(bins.failed, cell.succeeded, -1);
      if (!wasSent(cell)) continue;
      add(bins.sent, cell.total, 1);
      add(bins.succeeded, cell.succeeded, 1);
      if (shifting.refuge.includes(cell.region)) add(bins.inRefuge, cell.total, 1);
      if (shifting.home.includes(cell.region)) add(bins.atHome, cell.total, 1);
    }
    return bins;
  });
}

export function createBins(
  count: number,
  whose: Pick<ShiftBins, 'firstClient' | 'lastClient' | 'homeShare'>,
): ShiftBins {
  return {
    ...whose,
    sent: new Uint32Array(count),
    succeeded: new Uint32Array(count),
    inRefuge: new Uint32Array(count),
    atHome: new Uint32Array(count),
    failed: new Uint32Array(count),
  };
}

function add(target: Uint32Array, source: Uint32Array, factor: 1 | -1): void {
  for (let bin = 0; bin < target.length; bin += 1) target[bin] = (target[bin] ?? 0) + factor * (source[bin] ?? 0);
}
