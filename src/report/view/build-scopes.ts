import type { PriorityResult, Result, WorkloadResult } from '../../shared/contracts/result.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import { type LatencyCells, readLatency } from './build-phases.ts';
import { type Capped, capRows } from './cap-rows.ts';

export interface ScopeRow extends LatencyCells {
  phase: string;
  /** Of the workload or the priority. */
  name: string;
  operations: string;
  failed: string;
  shed: string;
  success: string;
  clean: boolean;
}

const mostRows = 90;

/** By phase and workload; null where the drill has only one. */
export function buildWorkloads({ workloads }: Result): Capped<ScopeRow> | null {
  return buildScopes(
    workloads.map((row) => ({ ...row, name: row.workload })),
    'workloads and phases',
  );
}

/** By phase and priority; null where the drill uses only one. */
export function buildPriorities({ priorities }: Result): Capped<ScopeRow> | null {
  return buildScopes(
    priorities.map((row) => ({ ...row, name: row.priority })),
    'priorities and phases',
  );
}

type Scoped = Omit<PriorityResult & WorkloadResult, 'priority' | 'workload'> & { name: string };

function buildScopes(scopes: readonly Scoped[], what: string): Capped<ScopeRow> | null {
  if (new Set(scopes.map(({ name }) => name)).size < 2) return null;
  return capRows(scopes.map(buildRow), mostRows, what);
}

function buildRow({ phase, name, count, failed, shed, successRate, latencyMs }: Scoped): ScopeRow {
  return {
    phase,
    name,
    operations: formatCount(count),
    failed: formatCount(failed),
    shed: formatCount(shed),
    success: formatPercent(successRate),
    clean: failed === 0,
    ...readLatency(latencyMs),
  };
}
