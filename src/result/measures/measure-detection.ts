import { countBinMs } from '../../shared/bins.ts';
import type { EventType } from '../../shared/contracts/telemetry.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';
import { clockSlackMs, listTurns } from './list-turns.ts';

/** Events by which a client says that it has noticed something wrong with a region. */
const distrustTypes: ReadonlySet<EventType> = new Set(['breakerOpened', 'regionUnhealthy']);

/**
 * Detection time, in ms from t_f: the first breaker of a faulted region that opened, or health probe that found it
 * unhealthy, or the first time that a client that sends to a faulted region sent operations elsewhere: as a whole
 * (`failedOver`) or single ones that ran out of time (`diverted`), whichever came first. null: never.
 */
export function measureDetection(tally: Tally, faultAtMs: number | null): number | null {
  if (faultAtMs === null) return null;
  const faulted = new Set(tally.plan.faults.map((fault) => fault.region));
  const distrusted = tally.events.filter(
    ({ type, atMs, region }) =>
      distrustTypes.has(type) && atMs >= faultAtMs - clockSlackMs && (region === undefined || faulted.has(region)),
  );
  const noticed = [...distrusted, ...listTurns(tally, faultAtMs, ['failedOver', 'diverted'])];
  if (noticed.length === 0) return null;
  const firstMs = noticed.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  return Math.max(0, firstMs - faultAtMs);
}

/**
 * The other sense of detection, in ms from t_f: start of the first counting bin, from the one that holds t_f on, whose
 * success is below the target. null: success never fell below it.
 */
export function measureSymptom(bins: BinSums, target: number, faultAtMs: number | null): number | null {
  if (faultAtMs === null) return null;
  const firstBin = Math.floor(faultAtMs / countBinMs);
  const bin = bins.total.findIndex(
    (count, index) => index >= firstBin && count > 0 && (bins.succeeded[index] ?? 0) / count < target,
  );
  return bin < 0 ? null : Math.max(0, bin * countBinMs - faultAtMs);
}
