import { arch, cpus, platform } from 'node:os';
import { comparePools } from '../compare/compare-pools.ts';
import { createReducer } from '../result/reduce-telemetry.ts';
import { withComparison } from '../result/verdict.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { Result } from '../shared/contracts/result.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { readTelemetry } from '../store/telemetry-file.ts';

/**
 * The run directory → its result: the same whether the run has just ended or is reported again years later.
 * @param baselines null: compared with nothing
 */
export async function judgeRun(directory: RunDirectory, plan: Plan, baselines: BaselinePool | null): Promise<Result> {
  const reducer = createReducer(plan);
  for await (const record of readTelemetry(directory.telemetry)) reducer.add(record);
  const result = reducer.finish({ runId: directory.runId });
  if (baselines === null || baselines.runs.length === 0 || !result.validity.valid) return result;
  return withComparison(result, comparePools([result], baselines.runs));
}

/** What the machine is, for the provenance of a figure: it says nothing that identifies it. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() || arch()}, ${platform()}, Node ${process.versions.node}`;
}
