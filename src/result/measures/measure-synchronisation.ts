import { countBinMs } from '../../shared/bins.ts';
import { sumRange } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';

/** The 100 ms whose retries stand out most from what is around them. */
export interface Synchronisation {
  /** From 1 (no busier than chance makes them) to 11 (the surroundings' retries all at once). */
  factor: number;
  /** When these 100 ms begin, from the start of the run. */
  atMs: number;
  /** Retries sent in them. */
  retries: number;
  /** Retries per 100 ms of the surroundings, these 100 ms included. */
  mean: number;
}

/** Half a second on each side: room for jitter to spread retries over, and too short for load that slowly changes. */
const reachBins = 5;
/** Fewer retries around a moment show their own scatter and not a rhythm. */
export const fewestRetries = 30;
/**
 * What chance adds to the highest of many counts, on the scale √n, where a Poisson count has a standard deviation of ½
 * whatever its mean (Bartlett: "The Square Root Transformation in Analysis of Variance", 1936): three of them.
 */
const chanceOnRoot = 1.5;

/**
 * Retry synchronisation: pulse-to-mean of the retries sent per 100 ms during the fault phase, by the time they were sent.
 * The mean is that of the 1.1 s around each 100 ms, these are taken less what chance adds, (√n − 1.5)², and the largest
 * such ratio counts, which need not be that of the busiest 100 ms; never below 1.
 *
 * It says how much the retries come in pulses, and how narrow these are: 1 where retries are independent of each other, 11
 * where all of a second fall into the same 100 ms, 11 ÷ k where they are spread over k times as long, which a storm that
 * breakers end after 300 ms is by itself. The surroundings are near, because such a storm leaves the rest of the phase
 * empty, and that emptiness must not pass for a rhythm; chance goes, because the highest of many small counts is several
 * times their mean by itself.
 *
 * It can't say why there are pulses. Only a common cause makes them: operations that fail at the same moment (a stall that
 * ends, a burst of arrivals) and wait equally long. Operations that fail one by one through a long outage are retried one
 * by one, with jitter or without. Nor does it see what is finer than a bin: where the first backoffs are shorter than some
 * 200 ms, jitter leaves a burst within a bin or two, and it stands out as much as without.
 *
 * null: no moment of the phase has 30 retries within the 1.1 s around it.
 */
export function measureSynchronisation({ plan, retriesSent }: Tally): Synchronisation | null {
  const phase = plan.phases.find(({ kind }) => kind === 'fault');
  if (phase === undefined) return null;
  const last = Math.min(retriesSent.length, Math.ceil(phase.toMs / countBinMs));
  let pulse: Synchronisation | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (let bin = Math.floor(phase.fromMs / countBinMs); bin < last; bin += 1) {
    const from = Math.max(0, bin - reachBins);
    const to = Math.min(retriesSent.length, bin + reachBins + 1);
    const around = sumRange(retriesSent, from, to);
    if (around < fewestRetries) continue;
    const retries = retriesSent[bin] ?? 0;
    const mean = around / (to - from);
    // A bin of so few retries that chance explains them all stands out by as little as it has.
    const beyondChance = Math.sqrt(retries) - chanceOnRoot;
    const ratio = (beyondChance * Math.abs(beyondChance)) / mean;
    if (ratio <= highest) continue;
    highest = ratio;
    pulse = { factor: Math.max(1, ratio), atMs: bin * countBinMs, retries, mean };
  }
  return pulse;
}
