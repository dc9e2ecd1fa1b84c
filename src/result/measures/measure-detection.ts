import { countBinMs } from '../../shared/bins.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';

/** Client and gateway stamp events in different processes of one machine: so much may they differ. */
const clockSlackMs = 10;

/**
 * Detection time, in ms from t_f: the first breaker of a faulted region that opened, or the first attempt sent to a
 * standby because of the fault, whichever came first. The latter is a client's `failedOver` event; where no client
 * reported any, the first counting bin after t_f with attempts on a standby, to its end (attempts are binned by their
 * operation's scheduled time, so this is coarser). null: never.
 */
export function measureDetection(tally: Tally, faultAtMs: number | null): number | null {
  if (faultAtMs === null) return null;
  const faulted = new Set(tally.plan.faults.map((fault) => fault.region));
  const noticed = tally.events.filter(
    (event) =>
      event.atMs >= faultAtMs - clockSlackMs &&
      (event.type === 'failedOver' ||
        (event.type === 'breakerOpened' && (event.region === undefined || faulted.has(event.region)))),
  );
  const atMs =
    noticed.length > 0 ? Math.min(...noticed.map((event) => event.atMs)) : findStandbyAsked(tally, faultAtMs);
  return atMs === null ? null : Math.max(0, atMs - faultAtMs);
}

function findStandbyAsked({ plan, attemptBins }: Tally, faultAtMs: number): number | null {
  const firstBin = Math.floor(faultAtMs / countBinMs);
  const bins = plan.clients.standby
    .map((region) => attemptBins.get(region)?.findIndex((count, bin) => bin >= firstBin && count > 0) ?? -1)
    .filter((bin) => bin >= 0);
  return bins.length === 0 ? null : (Math.min(...bins) + 1) * countBinMs;
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
