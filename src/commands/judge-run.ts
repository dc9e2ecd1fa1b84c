import { stat } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { comparePools } from '../compare/compare-pools.ts';
import { createReducer } from '../result/reduce-telemetry.ts';
import { withComparison } from '../result/verdict.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { Result } from '../shared/contracts/result.ts';
import type { RunRecord } from '../shared/contracts/telemetry.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { readTelemetry } from '../store/telemetry-file.ts';

/**
 * The run directory → its result: the same whether the run has just ended or is reported again years later.
 * @param baselines null: compared with nothing
 */
export async function judgeRun(directory: RunDirectory, plan: Plan, baselines: BaselinePool | null): Promise<Result> {
  const reducer = createReducer(plan);
  let provenance: RunRecord = unknownProvenance;
  for await (const record of readTelemetry(directory.telemetry)) {
    if (record.type === 'run') provenance = record;
    reducer.add(record);
  }
  // Where a crash has taken the last record, the file's own time is the best there is.
  const { mtimeMs } = await stat(directory.telemetry);
  const result = reducer.finish({ ...provenance, runId: directory.runId, finishedAtEpochMs: mtimeMs });
  if (baselines === null || baselines.runs.length === 0 || !result.validity.valid) return result;
  return withComparison(result, comparePools([result], baselines.runs));
}

/** Of a file that breaks off before its first line. */
const unknownProvenance: RunRecord = {
  type: 'run',
  k6Version: 'unknown',
  s3drillVersion: 'unknown',
  target: 'embedded',
  machine: 'unknown',
};

/** What the machine is, for the provenance of a figure: it says nothing that identifies it. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() || arch()}, ${platform()}, Node ${process.versions.node}`;
}
