import type { PriorityResult, WorkloadResult } from '../../shared/contracts/result.ts';
import { type Priority, priorities } from '../../shared/operations.ts';
import { summarizeLatency } from '../measures/summarize-latency.ts';
import { countOperations } from '../tally/count-operations.ts';
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

/** One row per phase and priority that operations had, the most important first. */
export function tabulatePriorities(tally: Tally): PriorityResult[] {
  const used = listPriorities(tally);
  return tally.plan.phases.flatMap(({ name: phase }) =>
    used.map((priority) => ({
      priority,
      phase,
      ...summarizeScope(tally, { ...everything, phase, priority }),
    })),
  );
}

function listPriorities({ operations }: Tally): Priority[] {
  const seen = new Set([...operations.values()].map(({ priority }) => priority));
  return priorities.filter((priority) => seen.has(priority));
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
