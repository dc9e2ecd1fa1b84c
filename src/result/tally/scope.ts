import type { OperationName, PhaseName, Priority } from '../../shared/operations.ts';

/** What a figure is about; null: all of them. */
export interface Scope {
  phase: PhaseName | null;
  operation: OperationName | null;
  /** The region that served; of an attempt, the one it was sent to. */
  region: string | null;
  priority: Priority | null;
  workload: string | null;
}

export const everything: Scope = { phase: null, operation: null, region: null, priority: null, workload: null };

/** Whose operations a cell counts. */
export interface CellLabels {
  workload: string;
  priority: Priority;
  op: OperationName;
  region: string;
}

/** Whether a cell is in scope, its phase aside. */
export function includes({ operation, region, priority, workload }: Scope, cell: CellLabels): boolean {
  return (
    (operation === null || operation === cell.op) &&
    (region === null || region === cell.region) &&
    (priority === null || priority === cell.priority) &&
    (workload === null || workload === cell.workload)
  );
}

export function includesPhase({ phase }: Scope, cell: { phase: PhaseName }): boolean {
  return phase === null || phase === cell.phase;
}
