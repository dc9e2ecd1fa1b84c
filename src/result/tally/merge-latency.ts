import { createHistogram, type Histogram, mergeInto } from '../../shared/histogram.ts';
import { includes, includesPhase, type Scope } from './scope.ts';
import type { Tally } from './tally.ts';

/** Latency of the succeeded operations in scope, from their scheduled time. */
export function mergeLatency(tally: Tally, scope: Scope): Histogram {
  const merged = createHistogram();
  for (const cell of tally.latency.values()) {
    if (includesPhase(scope, cell) && includes(scope, cell)) mergeInto(merged, cell.latency);
  }
  return merged;
}
