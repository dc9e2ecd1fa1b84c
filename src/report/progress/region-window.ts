import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import type { FlushRecord } from '../../shared/contracts/telemetry.ts';
import { createHistogram, fromWire, type Histogram, mergeInto, readQuantile } from '../../shared/histogram.ts';

/** One second of operations that one region served, by scheduled time. */
interface Second {
  index: number;
  operations: number;
  succeeded: number;
  latency: Histogram;
}

/** Seconds of a run by region: only the last minute, however long the run is. */
export interface RegionWindow {
  regions: Map<string, (Second | undefined)[]>;
  /** Newest second that anything was scheduled in; −1 before the first. */
  newest: number;
}

/** Seconds that the sparkline shows. */
export const shownSeconds = 60;
/** Flushes come once a second, from each client at its own moment: a few more slots keep late ones from overwriting. */
const slots = shownSeconds + 4;
/** Seconds that rate, success and p95 are read over. */
const recentSeconds = 5;
/** A wrong name in telemetry must not grow the memory. */
const mostRegions = 32;

export function createRegionWindow(regions: readonly string[]): RegionWindow {
  return { regions: new Map(regions.map((region) => [region, new Array<Second | undefined>(slots)])), newest: -1 };
}

function openSecond(window: RegionWindow, region: string, index: number): Second | undefined {
  if (index < 0 || index <= window.newest - slots) return undefined;
  let ring = window.regions.get(region);
  if (ring === undefined) {
    if (window.regions.size >= mostRegions) return undefined;
    ring = new Array<Second | undefined>(slots);
    window.regions.set(region, ring);
  }
  const known = ring[index % slots];
  if (known !== undefined && known.index >= index) return known.index === index ? known : undefined;
  const second = { index, operations: 0, succeeded: 0, latency: createHistogram() };
  ring[index % slots] = second;
  window.newest = Math.max(window.newest, index);
  return second;
}

const binsPerSecond = latencyBinMs / countBinMs;

export function addFlush(window: RegionWindow, record: FlushRecord): void {
  for (const [bin, , region, , outcome, count] of record.operations) {
    const second = openSecond(window, region, Math.floor(bin / binsPerSecond));
    if (second === undefined) continue;
    second.operations += count;
    if (outcome === 'ok') second.succeeded += count;
  }
  for (const [index, , region, , succeeded, wire] of record.latency) {
    const second = succeeded === 1 ? openSecond(window, region, index) : undefined;
    if (second !== undefined) mergeInto(second.latency, fromWire(wire));
  }
}

export interface RegionStatus {
  /** '' for operations that were never sent. */
  region: string;
  /** Of the operations of the last seconds that were sent to any region; null when there were none, and for ''. */
  share: number | null;
  perSecond: number;
  success: number | null;
  p95Ms: number | null;
  /** Success of each of the last `shownSeconds`, oldest first; null where the region served nothing. */
  recent: (number | null)[];
}

function readRatio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The newest second is still being flushed, so figures end with the one before it. */
export function readRegions(window: RegionWindow): RegionStatus[] {
  const last = Math.max(0, window.newest - 1);
  const span = Math.min(recentSeconds, last + 1);
  const at = (ring: (Second | undefined)[], index: number) => {
    const second = index < 0 ? undefined : ring[index % slots];
    return second?.index === index ? second : undefined;
  };
  const sums = [...window.regions].map(([region, ring]) => {
    const sum = { region, ring, operations: 0, succeeded: 0, latency: createHistogram() };
    for (let index = last - span + 1; index <= last; index += 1) {
      const second = at(ring, index);
      if (second === undefined) continue;
      sum.operations += second.operations;
      sum.succeeded += second.succeeded;
      mergeInto(sum.latency, second.latency);
    }
    return sum;
  });
  // Of the operations that were sent to any region, as in the result.
  const sent = sums.reduce((total, sum) => total + (sum.region === '' ? 0 : sum.operations), 0);
  return sums.map(({ region, ring, operations, succeeded, latency }) => ({
    region,
    share: region === '' ? null : readRatio(operations, sent),
    perSecond: operations / span,
    success: readRatio(succeeded, operations),
    p95Ms: readQuantile(latency, 0.95),
    recent: Array.from({ length: shownSeconds }, (_, i) => {
      const second = at(ring, last - shownSeconds + 1 + i);
      return second === undefined ? null : readRatio(second.succeeded, second.operations);
    }),
  }));
}

/** Over all regions, as `readRegions` reads one. */
export function readOverall(regions: RegionStatus[]): { perSecond: number; success: number | null } {
  const perSecond = regions.reduce((sum, region) => sum + region.perSecond, 0);
  const succeeded = regions.reduce((sum, region) => sum + region.perSecond * (region.success ?? 0), 0);
  return { perSecond, success: readRatio(succeeded, perSecond) };
}
