import { latencyBinMs } from '../../shared/bins.ts';

const mostBins = 600;
/** In seconds; people read these off an axis. */
const roundSteps = [1, 2, 5, 6, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Width of a timeline's bins in ms: the smallest round number of whole seconds that needs at most 600 bins. */
export function chooseBinWidth(runMs: number): number {
  const leastSeconds = runMs / latencyBinMs / mostBins;
  const seconds = roundSteps.find((step) => step >= leastSeconds) ?? Math.ceil(leastSeconds / 3600) * 3600;
  return seconds * latencyBinMs;
}
