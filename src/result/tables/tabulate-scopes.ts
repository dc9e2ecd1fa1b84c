import type { PriorityResult, WorkloadResult } from '../../shared/contracts/result.ts';
import { summarizeLatency } from '../measures/summarize-latency.ts';
import { countOperations } from '../tally/count-operations.ts';
import { listPriorities } from '../tally/find-priority.ts';
import { mergeLatency } from '../tally/merge-latency.ts';
import { everything, type Scope } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

/** One row per phase and workload of the plan. */
export function tabulateWorkloads(tally: Tally): WorkloadResult[] {
  return tally.plan.phases.flatMap(({ name: phase }) =>
    tally.plan.workloads.map(({ name: workload }) => ({
      workload,
      phase,
      ...summarizeScope(tally, { ...everything, phase, workload }),
    })),
  );
}

/** One row per phase and priority that the plan uses. */
export function tabulatePriorities(tally: Tally): PriorityResult[] {
  return tally.plan.phases.flatMap(({ name: phase }) =>
    listPriorities(tally.plan).map((priority) => ({
      priority,
      phase,
      ...summarizeScope(tally, { ...everything, phase, priority }),
    })),
  );
}

function summarizeScope(tally: Tally, scope: Scope): Omit<WorkloadResult, 'workload' | 'phase'> {
  const { count, succeeded, shed } = countOperations(tally, scope);
  return {
    count,
    succeeded,
    failed: count - succeeded,
    shed,
    successRate: count === 0 ? null : succeeded / count,
    latencyMs: summarizeLatency(mergeLatency(tally, scope)),
  };
}
