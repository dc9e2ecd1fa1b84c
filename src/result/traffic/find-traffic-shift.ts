import { countBinMs } from '../../shared/bins.ts';
import { sumRange } from '../tally/sum-bins.ts';
import type { ShiftBins } from './count-shifting-traffic.ts';

/** Bins in a row that confirm a shift: a second of ordinary load. */
export const confirmingBins = 10;
/** Share of a bin's operations that must be served where they are looked for. */
export const shiftedShare = 0.95;
/** Standard deviations below its mean that a share drawn by weight may lie in a bin. */
const homeDeviations = 2;

/**
 * Start, in ms, of the first `confirmingBins` consecutive counting bins in each of which success was at the target and
 * the traffic was in its place:
 * - `refuge`: ≥ 95 % of the operations were served by the regions that take over;
 * - `home`: the regions that it had left served ≥ 95 % of what is theirs. That is all of it where they are primaries;
 *   where weights share it out, chance decides which operation goes where, and a bin may have two standard deviations
 *   less.
 * Bins without operations neither confirm nor break the row; shed and rejected operations are served nowhere. Each bin is
 * tested by itself, so at low rates one stray operation breaks the row: the time found is late rather than early. null:
 * no such row.
 * @param fromMs the bin that holds this time is the first that may start the row
 */
export function findTrafficShift(
  bins: ShiftBins,
  place: 'refuge' | 'home',
  target: number,
  fromMs: number,
): number | null {
  const isInPlace = place === 'refuge' ? isInRefuge : isAtHome;
  let start: number | null = null;
  let confirmed = 0;
  for (let bin = Math.floor(fromMs / countBinMs); bin < bins.total.length; bin += 1) {
    const total = bins.total[bin] ?? 0;
    if (total === 0) continue;
    const holds = isInPlace(bins, bin) && (bins.succeeded[bin] ?? 0) / total >= target;
    confirmed = holds ? confirmed + 1 : 0;
    if (confirmed === 1) start = bin * countBinMs;
    if (confirmed === confirmingBins) return start;
  }
  return null;
}

function isInRefuge({ inRefuge, total }: ShiftBins, bin: number): boolean {
  return (inRefuge[bin] ?? 0) / (total[bin] ?? 0) >= shiftedShare;
}

function isAtHome({ atHome, homeExpected, homeVariance }: ShiftBins, bin: number): boolean {
  const least = shiftedShare * (homeExpected[bin] ?? 0) - homeDeviations * Math.sqrt(homeVariance[bin] ?? 0);
  return (atHome[bin] ?? 0) >= least;
}

/** Operations that failed in the bins from the one that holds `fromMs` to the one before `toMs`. */
export function countFailures({ total, succeeded }: ShiftBins, fromMs: number, toMs: number): number {
  const from = Math.floor(fromMs / countBinMs);
  const to = Math.floor(toMs / countBinMs);
  return sumRange(total, from, to) - sumRange(succeeded, from, to);
}
