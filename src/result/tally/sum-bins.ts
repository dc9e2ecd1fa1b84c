import type { Tally } from './tally.ts';
import { wasSent } from './was-sent.ts';

/** Operations per counting bin of scheduled time. */
export interface BinCounts {
  total: Uint32Array;
  succeeded: Uint32Array;
  shed: Uint32Array;
}

export interface BinSums extends BinCounts {
  /** Sent to any region: what traffic shares are shares of. */
  sent: Uint32Array;
  /** By the region that served (or was asked last); '' when nothing was sent. */
  byRegion: Map<string, BinCounts>;
}

/** Adds the cells of all operations up. */
export function sumBins(tally: Tally): BinSums {
  const bins = tally.binPhases.length;
  const all = createCounts(bins);
  const sent = new Uint32Array(bins);
  const byRegion = new Map<string, BinCounts>();
  for (const cell of tally.operations.values()) {
    let region = byRegion.get(cell.region);
    if (region === undefined) {
      region = createCounts(bins);
      byRegion.set(cell.region, region);
    }
    addCounts(all, cell);
    addCounts(region, cell);
    if (wasSent(cell)) addTo(sent, cell.total);
  }
  return { ...all, sent, byRegion };
}

function createCounts(bins: number): BinCounts {
  return { total: new Uint32Array(bins), succeeded: new Uint32Array(bins), shed: new Uint32Array(bins) };
}

function addCounts(target: BinCounts, source: BinCounts): void {
  for (const field of ['total', 'succeeded', 'shed'] as const) addTo(target[field], source[field]);
}

function addTo(into: Uint32Array, from: Uint32Array): void {
  for (let bin = 0; bin < into.length; bin += 1) into[bin] = (into[bin] ?? 0) + (from[bin] ?? 0);
}

/** Sum of the bins from `from` (inclusive) to `to` (exclusive). */
export function sumRange(bins: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let bin = Math.max(0, from); bin < Math.min(to, bins.length); bin += 1) sum += bins[bin] ?? 0;
  return sum;
}
