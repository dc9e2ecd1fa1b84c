import { countBinMs } from '../../shared/bins.ts';
import { sumRange } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';

/** Fewer retries, in all or per bin, show their own scatter and not a rhythm. */
const fewestRetries = 30;
const fewestPerBin = 1;
/** A shorter stretch is one burst: there is nothing in it to be in step with. */
const fewestBins = 5;
/** Share of the retries that the stretch under test must hold. */
const heldShare = 0.5;

/**
 * Retry synchronisation: peak-to-mean of the retries sent per 100 ms during the fault phase, by the time they were
 * sent. Retries spread by jitter stay near 1 to 2; waves stand out. Peak and mean are those of the shortest stretch
 * that holds half of the phase's retries: breakers that end a storm after 300 ms leave the rest of the phase nearly
 * empty, and that emptiness must not pass for a rhythm. null below 30 retries, and where that stretch is shorter
 * than half a second or has fewer than one retry per bin.
 */
export function measureSynchronisation({ plan, retriesSent }: Tally): number | null {
  const phase = plan.phases.find(({ kind }) => kind === 'fault');
  if (phase === undefined) return null;
  const bins = retriesSent.slice(Math.floor(phase.fromMs / countBinMs), Math.ceil(phase.toMs / countBinMs));
  const total = sumRange(bins, 0, bins.length);
  if (total < fewestRetries) return null;
  const { from, to } = findShortestStretch(bins, heldShare * total);
  const mean = sumRange(bins, from, to) / (to - from);
  return to - from < fewestBins || mean < fewestPerBin ? null : Math.max(...bins.subarray(from, to)) / mean;
}

/** Bins from (inclusive) … to (exclusive), as few as hold at least `wanted`. */
function findShortestStretch(bins: Uint32Array, wanted: number): { from: number; to: number } {
  let best = { from: 0, to: bins.length };
  let from = 0;
  let held = 0;
  for (let to = 1; to <= bins.length; to += 1) {
    held += bins[to - 1] ?? 0;
    while (held - (bins[from] ?? 0) >= wanted) {
      held -= bins[from] ?? 0;
      from += 1;
    }
    if (held >= wanted && to - from < best.to - best.from) best = { from, to };
  }
  return best;
}
