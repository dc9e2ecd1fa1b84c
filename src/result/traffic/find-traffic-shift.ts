import { countBinMs } from '../../shared/bins.ts';
import { sumRange } from '../tally/sum-bins.ts';
import type { ShiftBins } from './count-shifting-traffic.ts';

/** Bins in a row that confirm a shift: a second of ordinary load. */
export const confirmingBins = 10;
/** Share of a bin's operations that must be served where they are looked for. */
export const shiftedShare = 0.95;
/** Standard deviations below its mean that a share drawn by weight may lie. */
const homeDeviations = 2;

/**
 * Start, in ms, of the first `confirmingBins` consecutive counting bins in each of which success was at the target while
 * the traffic was in its place:
 * - `refuge`: in each bin, ≥ 95 % of the operations were served by the regions that take over;
 * - `home`: the regions that it had left serve what is theirs. That is all of it where they are primaries: ≥ 95 % of the
 *   operations in each bin. Where weights share it out, chance decides which operation goes where: they served some in
 *   the first bin, and in all bins together no fewer than two standard deviations below what their weight leads to expect.
 *
 * Shares and success are those of the operations that were sent to any region: shedding and a standby's cap hold
 * operations back on purpose, wherever the others go. Bins of which nothing was sent neither confirm nor break the row.
 * At low rates one stray operation breaks it: the time found is late rather than early. null: no such row.
 * @param fromMs the bin that holds this time is the first that may start the row
 */
export function findTrafficShift(
  bins: ShiftBins,
  place: 'refuge' | 'home',
  target: number,
  fromMs: number,
): number | null {
  const isInPlace = place === 'refuge' ? isInRefuge : isAtHome;
  const row: number[] = [];
  for (let bin = Math.floor(fromMs / countBinMs); bin < bins.sent.length; bin += 1) {
    const sent = bins.sent[bin] ?? 0;
    if (sent === 0) continue;
    if ((bins.succeeded[bin] ?? 0) / sent < target) {
      row.length = 0;
      continue;
    }
    row.push(bin);
    if (row.length > confirmingBins) row.shift();
    if (row.length === confirmingBins && isInPlace(bins, row)) return (row[0] as number) * countBinMs;
  }
  return null;
}

function isInRefuge({ inRefuge, sent }: ShiftBins, row: readonly number[]): boolean {
  return row.every((bin) => (inRefuge[bin] ?? 0) >= shiftedShare * (sent[bin] ?? 0));
}

function isAtHome({ atHome, sent, homeShare }: ShiftBins, row: readonly number[]): boolean {
  if (homeShare === 1) return row.every((bin) => (atHome[bin] ?? 0) >= shiftedShare * (sent[bin] ?? 0));
  const [first = 0] = row;
  if ((atHome[first] ?? 0) === 0) return false;
  const count = sumOf(sent, row);
  const deviation = Math.sqrt(count * homeShare * (1 - homeShare));
  return sumOf(atHome, row) >= count * homeShare - homeDeviations * deviation;
}

function sumOf(counts: Uint32Array, row: readonly number[]): number {
  return row.reduce((sum, bin) => sum + (counts[bin] ?? 0), 0);
}

/** Operations that failed in the bins from the one that holds `fromMs` to the one before `toMs`. */
export function countFailures({ failed }: ShiftBins, fromMs: number, toMs: number): number {
  return sumRange(failed, Math.floor(fromMs / countBinMs), Math.floor(toMs / countBinMs));
}
