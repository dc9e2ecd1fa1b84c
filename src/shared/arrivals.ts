import type { PlanLoad } from './contracts/plan.ts';
import type { Random } from './random.ts';

/** Yields the scheduled times of one client's operations, in ms from the start of the run, ascending. */
export type Arrivals = () => number;

/**
 * One client's part of an open load: it never waits for answers. `poisson` draws exponential gaps, so that the sum over
 * all clients is again Poisson; `uniform` spaces evenly and staggers the clients between each other's arrivals.
 * @param position 0 … count−1
 */
export function createArrivals(load: PlanLoad, position: number, count: number, random: Random): Arrivals {
  const meanGapMs = (1000 * count) / load.perSecond;
  if (load.arrivals === 'uniform') {
    let arrival = 0;
    return () => ((position + 0.5) / count + arrival++) * meanGapMs;
  }
  let timeMs = 0;
  return () => {
    // 1 − random() lies in (0, 1]: the logarithm of 0 is never asked for.
    timeMs += -Math.log(1 - random()) * meanGapMs;
    return timeMs;
  };
}
