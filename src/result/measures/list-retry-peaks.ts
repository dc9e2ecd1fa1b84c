import { countBinMs } from '../../shared/bins.ts';
import type { Result } from '../../shared/contracts/result.ts';
import type { Tally } from '../tally/tally.ts';

/** More would make results of long runs large, and no chart is as wide. */
const mostBins = 3000;

/**
 * Retries sent over the run: of each bin its busiest 100 ms, so that a pulse stays as high as it was however long the run.
 * Up to five minutes a bin is 100 ms itself.
 */
export function listRetryPeaks({ retriesSent }: Pick<Tally, 'retriesSent'>): Result['retries']['peaks'] {
  const width = Math.max(1, Math.ceil(retriesSent.length / mostBins));
  const values = Array.from({ length: Math.ceil(retriesSent.length / width) }, (_, bin) =>
    retriesSent.subarray(bin * width, (bin + 1) * width).reduce((most, count) => Math.max(most, count), 0),
  );
  return { binMs: width * countBinMs, values };
}
