import { createHistogram, type Histogram, mergeInto } from '../../shared/histogram.ts';
import { includes, type Scope } from './count-operations.ts';
import type { Tally } from './tally.ts';

/** Latency of the succeeded operations in scope, from their scheduled time. */
export function mergeLatency(tally: Tally, scope: Scope): Histogram {
  const merged = createHistogram();
  for (const cell of tally.latency.values()) {
    if ((scope.phase === null || scope.phase === cell.phase) && includes(scope, cell)) mergeInto(merged, cell.latency);
  }
  return merged;
}
