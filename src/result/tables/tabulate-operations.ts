import type { OperationResult } from '../../shared/contracts/result.ts';
import { operationNames } from '../../shared/operations.ts';
import { summarizeLatency } from '../measures/summarize-latency.ts';
import { countOperations } from '../tally/count-operations.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

/** One row per phase, operation and region that served; cells without operations are left out. */
export function tabulateOperations(tally: Tally): OperationResult[] {
  const rows: OperationResult[] = [];
  for (const { name: phase } of tally.plan.phases) {
    for (const op of operationNames) {
      for (const region of listRegions(tally)) {
        const scope = { ...everything, phase, operation: op, region };
        const { count, succeeded } = countOperations(tally, scope);
        if (count === 0) continue;
        const latencyMs = summarizeLatency(mergeLatency(tally, scope));
        const successRate = succeeded / count;
        rows.push({ phase, op, region, count, succeeded, failed: count - succeeded, successRate, latencyMs });
      }
    }
  }
  return rows;
}

/** Regions in the order of the plan, then any other that appears, with '' (nothing was sent) last. */
export function listRegions(tally: Tally): string[] {
  const planned = tally.plan.regions.map((region) => region.name);
  const seen = [...tally.operations.values(), ...tally.attempts.values()].map((cell) => cell.region);
  const others = [...new Set(seen)].filter((region) => region !== '' && !planned.includes(region)).sort();
  return [...planned, ...others, ''];
}
