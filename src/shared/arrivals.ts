import type { OpenLoad } from './contracts/workload.ts';
import type { Random } from './random.ts';

/** Yields the scheduled times of one client's operations, in ms from the start of the run, ascending; Infinity when no more come. */
export type Arrivals = () => number;

/**
 * One client's part of an open load: it never waits for answers. Times come by inverting the area under the rate, which is
 * exact for a piecewise linear one (Çinlar, "Introduction to Stochastic Processes", 1975, chapter 4): `poisson` steps it by
 * exponential gaps, so that the sum over all clients is again Poisson with that rate; `uniform` steps it evenly and staggers
 * the clients between each other's arrivals.
 * @param position 0 … count−1
 */
export function createArrivals(load: OpenLoad, position: number, count: number, random: Random): Arrivals {
  const findTime = invertArea(load);
  let area = load.arrivals === 'uniform' ? position - count + 0.5 : 0;
  return () => {
    // 1 − random() lies in (0, 1]: the logarithm of 0 is never asked for.
    area += load.arrivals === 'uniform' ? count : -Math.log(1 - random()) * count;
    return findTime(area);
  };
}

/** Finds the times at which ascending areas, in operations of all clients, are reached. */
function invertArea({ points }: OpenLoad): (area: number) => number {
  let index = -1;
  /** The stretch under way: where it starts, its rate there in operations per ms, the rate's growth per ms, its length. */
  let startMs = 0;
  let startArea = 0;
  let rate = (points[0]?.perSecond ?? 0) / 1000;
  let slope = 0;
  let lengthMs = points[0]?.atMs ?? 0;

  function takeNextStretch(): void {
    startArea += rate * lengthMs + (slope * lengthMs * lengthMs) / 2;
    startMs += lengthMs;
    index += 1;
    const from = points[index];
    const to = points[index + 1];
    rate = (from?.perSecond ?? 0) / 1000;
    lengthMs = to === undefined || from === undefined ? Number.POSITIVE_INFINITY : to.atMs - from.atMs;
    slope = to === undefined || lengthMs === 0 ? 0 : (to.perSecond / 1000 - rate) / lengthMs;
  }

  return (area) => {
    for (;;) {
      const rest = area - startArea;
      // The root of slope/2·t² + rate·t = rest, in the form that does not cancel where the slope is small.
      const root = rate * rate + 2 * slope * rest;
      const offsetMs = root < 0 ? Number.POSITIVE_INFINITY : (2 * rest) / (rate + Math.sqrt(root));
      // Rounding may put a time a hair beyond its stretch; the next then begins with it.
      if (offsetMs <= lengthMs && Number.isFinite(offsetMs)) return startMs + Math.max(0, offsetMs);
      if (lengthMs === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
      takeNextStretch();
    }
  };
}
