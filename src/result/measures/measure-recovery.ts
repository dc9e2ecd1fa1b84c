import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import { createHistogram, type Histogram, mergeInto, readQuantile } from '../../shared/histogram.ts';
import { findMeasuredUntil } from '../tally/find-measured-until.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import { everything } from '../tally/scope.ts';
import { type BinSums, sumRange } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';
import { createExpectation } from './expect-operations.ts';
import { countSamplesNeeded } from './summarize-latency.ts';

/** Latency counts as recovered up to so many times steady state's. */
export const latencySlack = 1.25;
/**
 * …or up to so much above it. While clients are failed over, each probe of a region that still fails costs its operation
 * an attempt and a backoff (the SDK’s first: up to 50 ms), and a p99 of a few milliseconds differs by half
 * from one window to the next by garbage collection alone. It matters only where steady state's p99 is below 200 ms.
 */
export const pauseSlackMs = 50;
/** Share of the expected operations below which a window holds too little to show anything. */
const evidenceShare = 0.5;
/** Latency is judged on the first of these that has enough samples. */
const judgedQuantiles = [0.99, 0.95, 0.5] as const;

export interface RecoveryTime {
  /** From t_f; null: never within the run. */
  recoveryMs: number | null;
  /** The quantile on which latency was judged; null when the run did not recover. */
  quantile: number | null;
  /**
   * Where it did not recover: the start, from the beginning of the run, of a last stretch at the success target that was
   * too short to count as stable; null: the run ended below the target, or long at it but with latency still off.
   */
  unprovenFromMs: number | null;
}

/**
 * Recovery time, in ms from t_f: start of the first stable window (`plan.stableWindowMs`) in which success is at the
 * availability target and p99 ≤ 1.25 × steady state's (or within 50 ms of it); null when never. Recovery may come while
 * the fault lasts, by failing over.
 *
 * A relapse takes recovery back: no later window, until the end of what was measured, may miss the success target as a
 * whole, so that a calm before the outage, or between two acts of it, is not taken for its end.
 *
 * Windows start on whole seconds, the width of a latency bin, so the time is late by less than a second. The first may
 * start in the second that holds t_f, and then counts success from t_f's bin on; if it passes, recovery took 0: service
 * never left its level. A window must lie within what was measured: what comes after the end is not known to be stable.
 * Success is that of the whole window, and its first second must be at the target by itself, so that a window cannot
 * begin in an outage. p99 is read from the merged histogram of the window: a second alone rarely has the 368 samples it
 * needs. Where the window or steady state has fewer, p95 (72) or p50 (6) takes its place. A window counts only with half of
 * the operations expected in it (see createExpectation).
 */
export function measureRecovery(tally: Tally, bins: BinSums, faultAtMs: number | null): RecoveryTime {
  const none = { recoveryMs: null, quantile: null, unprovenFromMs: null };
  if (faultAtMs === null) return none;
  const steady = mergeLatency(tally, { ...everything, phase: 'steady' });
  const windowSeconds = Math.max(1, Math.ceil(tally.plan.stableWindowMs / latencyBinMs));
  const firstSecond = Math.floor(faultAtMs / latencyBinMs);
  const untilSecond = Math.floor(findMeasuredUntil(tally) / latencyBinMs);
  const expect = createExpectation(tally);
  const succeeds = (from: number, to: number) => {
    const expected = expect(from * latencyBinMs, to * latencyBinMs);
    return holdsSuccess(tally, bins, faultAtMs, { from, to, expected });
  };

  for (
    let from = findAfterRelapse(tally, bins, faultAtMs, untilSecond, windowSeconds);
    from + windowSeconds <= untilSecond;
    from += 1
  ) {
    if (!succeeds(from, from + windowSeconds)) continue;
    const quantile = judgeLatency(steady, mergeSeconds(tally, from, from + windowSeconds));
    if (quantile === null) continue;
    return { recoveryMs: Math.max(0, from * latencyBinMs - faultAtMs), quantile, unprovenFromMs: null };
  }
  // Success held for long enough: what is missing is latency, and a longer run would not prove it.
  if (untilSecond - windowSeconds >= firstSecond && succeeds(untilSecond - windowSeconds, untilSecond)) return none;
  for (let from = Math.max(firstSecond, untilSecond - windowSeconds + 1); from < untilSecond; from += 1) {
    if (succeeds(from, untilSecond)) return { ...none, unprovenFromMs: from * latencyBinMs };
  }
  return none;
}

/** Seconds from … to, and how many operations are expected in them. */
interface Window {
  from: number;
  to: number;
  expected: number;
}

/** Success of the window, and of its first second by itself, is at the target on enough operations. */
function holdsSuccess(tally: Tally, bins: BinSums, faultAtMs: number, { from, to, expected }: Window): boolean {
  const target = tally.plan.availabilityTarget;
  const window = readSuccess(bins, faultAtMs, from, to);
  // A second without operations has no success rate (0 ÷ 0), and so is not at the target.
  const isSteadyFromStart = readSuccess(bins, faultAtMs, from, from + 1).success >= target;
  return window.count >= evidenceShare * expected && window.success >= target && isSteadyFromStart;
}

/** The first second from which on no window of that length misses the success target. */
function findAfterRelapse(tally: Tally, bins: BinSums, faultAtMs: number, until: number, seconds: number): number {
  const first = Math.floor(faultAtMs / latencyBinMs);
  for (let from = until - seconds; from >= first; from -= 1) {
    if (readSuccess(bins, faultAtMs, from, from + seconds).success < tally.plan.availabilityTarget) return from + 1;
  }
  return first;
}

/** Operations of the seconds from … to, since the fault began, and the share that succeeded; NaN without operations. */
function readSuccess(bins: BinSums, faultAtMs: number, from: number, to: number): { count: number; success: number } {
  const first = Math.floor(Math.max(from * latencyBinMs, faultAtMs) / countBinMs);
  const last = Math.floor((to * latencyBinMs) / countBinMs);
  const count = sumRange(bins.total, first, last);
  return { count, success: sumRange(bins.succeeded, first, last) / count };
}

/** The quantile on which the window's latency is found back at steady state's; null: it is not back. */
function judgeLatency(steady: Histogram, window: Histogram): number | null {
  const fewest = Math.min(steady.count, window.count);
  const quantile = judgedQuantiles.find((candidate) => fewest >= countSamplesNeeded(candidate));
  if (quantile === undefined) return null;
  const before = readQuantile(steady, quantile) ?? 0;
  const now = readQuantile(window, quantile) ?? Number.POSITIVE_INFINITY;
  return now <= Math.max(latencySlack * before, before + pauseSlackMs) ? quantile : null;
}

function mergeSeconds({ latencySeconds }: Tally, from: number, to: number): Histogram {
  return latencySeconds.slice(from, to).reduce(mergeInto, createHistogram());
}
