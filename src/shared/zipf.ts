import type { Random } from './random.ts';

/** Exponent of YCSB's default request distribution (Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", 2010). */
const exponent = 0.99;
const rest = 1 - exponent;

/**
 * Draws an index from 0 to count − 1, whose probability falls with its rank to the power of 0.99. By rejection-inversion
 * (Hörmann and Derflinger, ACM TOMACS 6(3), 1996): exact, without a table, whose million entries each client would hold.
 */
export function createZipfChooser(count: number): (random: Random) => number {
  const lowest = integrate(1.5) - 1;
  const highest = integrate(count + 0.5);
  /** So near above a rank no draw is ever rejected. */
  const sure = 2 - invert(integrate(2.5) - weigh(2));
  return (random) => {
    for (;;) {
      const area = highest + random() * (lowest - highest);
      const place = invert(area);
      const rank = Math.max(1, Math.min(count, Math.round(place)));
      if (rank - place <= sure || area >= integrate(rank + 0.5) - weigh(rank)) return rank - 1;
    }
  };
}

function weigh(rank: number): number {
  return rank ** -exponent;
}

/** Area under the weights, as of a continuous rank, from 1. */
function integrate(rank: number): number {
  return (rank ** rest - 1) / rest;
}

function invert(area: number): number {
  return (1 + area * rest) ** (1 / rest);
}
