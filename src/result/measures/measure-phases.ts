import type { PhaseResult } from '../../shared/contracts/result.ts';
import { countOperations } from '../tally/count-operations.ts';
import { findMeasuredUntil } from '../tally/find-measured-until.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';
import { estimateSuccess } from './estimate-success.ts';
import { summarizeLatency } from './summarize-latency.ts';

/**
 * What became of the operations scheduled in each phase. Offered = scheduled ÷ the phase's length, goodput = succeeded
 * within the deadline ÷ the phase's length; of a phase that the run did not finish, only the part that was measured.
 */
export function measurePhases(tally: Tally): PhaseResult[] {
  const untilMs = findMeasuredUntil(tally);
  return tally.plan.phases.map((phase) => {
    const scope = { ...everything, phase: phase.name };
    const counts = countOperations(tally, scope);
    const estimate = estimateSuccess(counts);
    const seconds = Math.max(0, Math.min(phase.toMs, untilMs) - phase.fromMs) / 1000;
    return {
      ...phase,
      operations: counts.count,
      succeeded: counts.succeeded,
      failed: counts.count - counts.succeeded,
      shed: counts.shed,
      successRate: estimate?.rate ?? null,
      successLow: estimate?.low ?? null,
      successHigh: estimate?.high ?? null,
      latencyMs: summarizeLatency(mergeLatency(tally, scope)),
      offeredPerSecond: seconds === 0 ? 0 : counts.count / seconds,
      goodputPerSecond: seconds === 0 ? 0 : counts.succeeded / seconds,
    };
  });
}
