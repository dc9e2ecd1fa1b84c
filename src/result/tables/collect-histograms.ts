import type { OperationResult, Result } from '../../shared/contracts/result.ts';
import { toWire } from '../../shared/histogram.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

type HistogramEntry = Result['histograms'][number];

/**
 * Latency of succeeded operations, for others to merge: per phase over everything (operation and region null), and per
 * phase, operation and region. The former is the sum of the latter: merge one or the other, not both.
 */
export function collectHistograms(tally: Tally, operations: readonly OperationResult[]): HistogramEntry[] {
  const phases = tally.plan.phases.map(({ name: phase }): HistogramEntry => {
    const latency = toWire(mergeLatency(tally, { ...everything, phase }));
    return { phase, op: null, region: null, latency };
  });
  const cells = operations.flatMap(({ phase, op, region }): HistogramEntry[] => {
    const latency = mergeLatency(tally, { ...everything, phase, operation: op, region });
    return latency.count === 0 ? [] : [{ phase, op, region, latency: toWire(latency) }];
  });
  return [...phases, ...cells];
}
