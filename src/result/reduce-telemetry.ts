import type { Plan } from '../shared/contracts/plan.ts';
import type { Result } from '../shared/contracts/result.ts';
import type { TelemetryRecord } from '../shared/contracts/telemetry.ts';
import { buildResult, type RunContext } from './build-result.ts';
import { foldRecord } from './tally/fold-record.ts';
import { createTally } from './tally/tally.ts';

export type { RunContext } from './build-result.ts';

/** Folds the lines of `telemetry.ndjson.gz` as they come. */
export interface Reducer {
  add(record: TelemetryRecord): void;
  /** The result of what was added so far. A file that breaks off gives a result too, which says so and is `invalid`. */
  finish(context: RunContext): Result;
}

/**
 *   records ─► foldRecord ─► Tally (bins, histograms, counters) ─► buildResult ─► Result
 *
 * Memory is bounded by the run's length × workloads × operations × regions and by the number of events, not by that of
 * requests.
 */
export function createReducer(plan: Plan): Reducer {
  const tally = createTally(plan);
  return {
    add: (record) => foldRecord(tally, record),
    finish: (context) => buildResult(tally, context),
  };
}
