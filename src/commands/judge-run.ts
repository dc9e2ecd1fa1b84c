import { stat } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { comparePools } from '../compare/compare-pools.ts';
import { explainIncomparable } from '../compare/incomparable.ts';
import { createReducer } from '../result/reduce-telemetry.ts';
import { withComparison } from '../result/verdict.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { Result } from '../shared/contracts/result.ts';
import type { RunRecord } from '../shared/contracts/telemetry.ts';
import { formatQuantity } from '../shared/format.ts';
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
  return baselines === null || !result.validity.valid ? result : compareWithPool(result, baselines);
}

/** A pool may hold runs that don't fit, and the run itself: what was measured is judged all the same, without these. */
function compareWithPool(result: Result, { runs }: BaselinePool): Result {
  const others = runs.filter(({ run }) => run.id !== result.run.id);
  const misfits = others.flatMap((baseline) => {
    const why = explainIncomparable(result, baseline);
    return why === null ? [] : [{ baseline, why }];
  });
  const fitting = others.filter((baseline) => misfits.every((misfit) => misfit.baseline !== baseline));
  const compared = fitting.length === 0 ? result : withComparison(result, comparePools([result], fitting));
  const [first] = misfits;
  if (first === undefined) return compared;
  const warning = `${formatQuantity(misfits.length, 'baseline run')} of ${runs.length} can’t be compared with this one, ${first.baseline.run.id} first: ${first.why}.`;
  const { validity } = compared;
  return { ...compared, validity: { ...validity, warnings: [...validity.warnings, warning] } };
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
