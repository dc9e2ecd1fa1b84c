import type { OutcomeResult } from '../../shared/contracts/result.ts';
import { operationNames, phaseNames, priorities } from '../../shared/operations.ts';
import { operationOutcomes } from '../../shared/outcome.ts';
import { compareText } from '../compare-text.ts';
import type { Tally } from '../tally/tally.ts';

/** What became of operations, by phase, workload, operation and priority; what did not occur is left out. */
export function tabulateOutcomes({ plan, outcomes }: Tally): OutcomeResult[] {
  const names = plan.workloads.map(({ name }) => name);
  return [...outcomes.values()].sort(
    (left, right) =>
      phaseNames.indexOf(left.phase) - phaseNames.indexOf(right.phase) ||
      names.indexOf(left.workload) - names.indexOf(right.workload) ||
      // Telemetry of another plan: its workloads have no place here.
      compareText(left.workload, right.workload) ||
      operationNames.indexOf(left.op) - operationNames.indexOf(right.op) ||
      priorities.indexOf(left.priority) - priorities.indexOf(right.priority) ||
      operationOutcomes.indexOf(left.outcome) - operationOutcomes.indexOf(right.outcome),
  );
}
