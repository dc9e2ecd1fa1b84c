import type { Tally } from '../tally/tally.ts';
import { listShiftingTraffic } from './list-shifting-traffic.ts';

/** Operations of the traffic that faults can shift, per counting bin of scheduled time. */
export interface ShiftBins {
  total: Uint32Array;
  succeeded: Uint32Array;
  /** Served by the regions that take it over. */
  inRefuge: Uint32Array;
  /** Served by the regions that it leaves. */
  atHome: Uint32Array;
  /** How many home serves on average while nothing is wrong, and the variance where a weight draws it. */
  homeExpected: Float64Array;
  homeVariance: Float64Array;
}

/** null: the plan's faults can shift no traffic. Shed and rejected operations are served nowhere. */
export function countShiftingTraffic({ plan, operations, binPhases }: Tally): ShiftBins | null {
  const traffic = listShiftingTraffic(plan);
  if (traffic.length === 0) return null;
  const bins = createBins(binPhases.length);
  for (const cell of operations.values()) {
    const shifting = traffic.find(({ workload }) => workload === cell.workload);
    if (shifting === undefined || shifting.operations?.includes(cell.op) === false) continue;
    add(bins.total, cell.total, 1);
    add(bins.succeeded, cell.succeeded, 1);
    if (shifting.refuge.includes(cell.region)) add(bins.inRefuge, cell.total, 1);
    if (shifting.home.includes(cell.region)) add(bins.atHome, cell.total, 1);
    add(bins.homeExpected, cell.total, shifting.homeShare);
    add(bins.homeVariance, cell.total, shifting.homeShare * (1 - shifting.homeShare));
  }
  return bins;
}

export function createBins(count: number): ShiftBins {
  return {
    total: new Uint32Array(count),
    succeeded: new Uint32Array(count),
    inRefuge: new Uint32Array(count),
    atHome: new Uint32Array(count),
    homeExpected: new Float64Array(count),
    homeVariance: new Float64Array(count),
  };
}

function add(target: Uint32Array | Float64Array, source: Uint32Array, factor: number): void {
  for (let bin = 0; bin < target.length; bin += 1) target[bin] = (target[bin] ?? 0) + factor * (source[bin] ?? 0);
}
