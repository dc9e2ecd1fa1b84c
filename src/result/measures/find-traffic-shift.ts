import { countBinMs } from '../../shared/bins.ts';
import { type BinSums, sumRange } from '../tally/sum-bins.ts';

/** Bins in a row that confirm a shift: a second of ordinary load. */
export const confirmingBins = 10;
/** Share of a bin's operations that the regions must serve. */
export const shiftedShare = 0.95;

/**
 * Start, in ms, of the first `confirmingBins` consecutive counting bins in each of which ≥ 95 % of the operations were
 * served by `regions` and success was at the target. Bins without operations neither confirm nor break the row; shed
 * and rejected operations are served by no region. Each bin is tested by itself, so at low rates one stray operation
 * breaks the row: the time found is late rather than early. null: no such row.
 * @param fromMs the bin that holds this time is the first that may start the row
 */
export function findTrafficShift(
  bins: BinSums,
  regions: readonly string[],
  target: number,
  fromMs: number,
): number | null {
  let start: number | null = null;
  let confirmed = 0;
  for (let bin = Math.floor(fromMs / countBinMs); bin < bins.total.length; bin += 1) {
    const total = bins.total[bin] ?? 0;
    if (total === 0) continue;
    const served = regions.reduce((sum, region) => sum + (bins.byRegion.get(region)?.total[bin] ?? 0), 0);
    const holds = served / total >= shiftedShare && (bins.succeeded[bin] ?? 0) / total >= target;
    confirmed = holds ? confirmed + 1 : 0;
    if (confirmed === 1) start = bin * countBinMs;
    if (confirmed === confirmingBins) return start;
  }
  return null;
}

/** Operations that failed in the bins from the one that holds `fromMs` to the one before `toMs`. */
export function countFailures(bins: BinSums, fromMs: number, toMs: number): number {
  const from = Math.floor(fromMs / countBinMs);
  const to = Math.floor(toMs / countBinMs);
  return sumRange(bins.total, from, to) - sumRange(bins.succeeded, from, to);
}
