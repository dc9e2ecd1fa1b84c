import type { Duration } from '../../shared/duration.ts';
import type { OperationName, PhaseName } from '../../shared/operations.ts';

/** What an objective looks at. */
export interface Scope<Region extends string> {
  phase: PhaseName;
  /** Default: all operations. */
  operation?: OperationName | undefined;
  /** The region that served. Default: all regions. */
  region?: Region | undefined;
}

interface SuccessRateObjective<Region extends string> extends Scope<Region> {
  measure: 'successRate';
  comparator: 'atLeast';
  value: number;
}

interface LatencyObjective<Region extends string> extends Scope<Region> {
  measure: 'latency';
  quantile: number;
  comparator: 'atMost';
  value: Duration;
}

interface TimeObjective {
  measure: 'detectionTime' | 'failoverTime' | 'recoveryTime' | 'failbackTime';
  comparator: 'atMost';
  value: Duration;
}

interface AmplificationObjective {
  measure: 'retryAmplification';
  phase: PhaseName;
  comparator: 'atMost';
  value: number;
}

export type DrillObjective<Region extends string> =
  | SuccessRateObjective<Region>
  | LatencyObjective<Region>
  | TimeObjective
  | AmplificationObjective;

function boundTime(measure: TimeObjective['measure']) {
  return { atMost: (value: Duration): TimeObjective => ({ measure, comparator: 'atMost', value }) };
}

/** What must hold for the drill to pass. Each ends in its bound: `.atLeast(…)` or `.atMost(…)`. */
export const objectives = {
  /** Succeeded operations ÷ all operations, between 0 and 1; operations that were shed count as failed. */
  successRate: <const Region extends string = never>(scope: Scope<Region>) => ({
    atLeast: (value: number): SuccessRateObjective<Region> => ({
      measure: 'successRate',
      ...scope,
      comparator: 'atLeast',
      value,
    }),
  }),

  /** Latency of succeeded operations from their scheduled time; `quantile: 0.99` is p99. */
  latency: <const Region extends string = never>(scope: Scope<Region> & { quantile: number }) => ({
    atMost: (value: Duration): LatencyObjective<Region> => ({
      measure: 'latency',
      ...scope,
      comparator: 'atMost',
      value,
    }),
  }),

  /** From the first faulted request until a client noticed: a breaker opened or a standby was asked. */
  detectionTime: () => boundTime('detectionTime'),

  /** From the first faulted request until a standby serves nearly everything. */
  failoverTime: () => boundTime('failoverTime'),

  /** From the first faulted request until success and latency are back, and stay so for the `stableWindow`. */
  recoveryTime: () => boundTime('recoveryTime'),

  /** From the fault's end until the primary serves nearly everything again. */
  failbackTime: () => boundTime('failbackTime'),

  /** Requests sent ÷ operations that sent any: 1 means no retries. */
  retryAmplification: (scope: { phase: PhaseName }) => ({
    atMost: (value: number): AmplificationObjective => ({
      measure: 'retryAmplification',
      ...scope,
      comparator: 'atMost',
      value,
    }),
  }),
};
