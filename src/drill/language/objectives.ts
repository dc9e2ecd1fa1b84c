import type { Duration } from '../../shared/duration.ts';
import type {
  AmplificationScope,
  Bounded,
  BreakerScope,
  Judged,
  Scope,
  ShedScope,
  TimeMeasure,
  TrafficScope,
} from './drill-objective.ts';

/** The bounds that a measure may have: each function gives the finished objective. */
type Bounds<Measure extends string, ScopeOf, Comparator extends string, Value> = {
  readonly [Name in Comparator]: (value: Value) => Bounded<Measure, ScopeOf, Name, Value>;
};

function bound<const Measure extends string, ScopeOf extends object, const Comparator extends string, Value>(
  measure: Measure,
  scope: ScopeOf,
  comparators: readonly Comparator[],
): Bounds<Measure, ScopeOf, Comparator, Value> {
  const entries = comparators.map((comparator) => [
    comparator,
    (value: Value) => ({ measure, ...scope, comparator, value }),
  ]);
  return Object.fromEntries(entries) as Bounds<Measure, ScopeOf, Comparator, Value>;
}

function createTime<const Measure extends TimeMeasure>(measure: Measure) {
  return <const Variant extends string = never>(
    scope: Judged<Variant> = {},
  ): Bounds<Measure, Judged<Variant>, 'atMost', Duration> => bound(measure, scope, ['atMost']);
}

/** What must hold for the drill to pass. Each ends in its bound: `.atLeast(…)`, `.atMost(…)` or `.equals(…)`. */
export const objectives = {
  /** Succeeded operations ÷ all operations, between 0 and 1; operations that were shed count as failed. */
  successRate: <
    const Region extends string = never,
    const WorkloadName extends string = never,
    const Variant extends string = never,
  >(
    scope: Scope<Region, WorkloadName, Variant>,
  ): Bounds<'successRate', typeof scope, 'atLeast', number> => bound('successRate', scope, ['atLeast']),

  /** Latency of succeeded operations from their scheduled time; `quantile: 0.99` is p99. */
  latency: <
    const Region extends string = never,
    const WorkloadName extends string = never,
    const Variant extends string = never,
  >(
    scope: Scope<Region, WorkloadName, Variant> & { quantile: number },
  ): Bounds<'latency', typeof scope, 'atMost', Duration> => bound('latency', scope, ['atMost']),

  /** From the first faulted request until a client noticed: a breaker opened or a standby was asked. */
  detectionTime: createTime('detectionTime'),

  /** From the first faulted request until a standby serves nearly everything. */
  failoverTime: createTime('failoverTime'),

  /** From the first faulted request until success and latency are back, and stay so for the `stableWindow`. */
  recoveryTime: createTime('recoveryTime'),

  /** From the fault's end until the primary serves nearly everything again. */
  failbackTime: createTime('failbackTime'),

  /** Requests sent ÷ requests that would have been sent had none failed: 1 means no retries. */
  retryAmplification: <const Variant extends string = never>(
    scope: AmplificationScope<Variant>,
  ): Bounds<'retryAmplification', typeof scope, 'atMost', number> => bound('retryAmplification', scope, ['atMost']),

  /**
   * How much the retries of the fault phase come in pulses: the 100 ms that stood out most against the second around them,
   * less what chance adds; 1 = not at all, 11 = all at once.
   */
  retrySynchronisation: <const Variant extends string = never>(
    scope: Judged<Variant> = {},
  ): Bounds<'retrySynchronisation', typeof scope, 'atMost' | 'atLeast', number> =>
    bound('retrySynchronisation', scope, ['atMost', 'atLeast']),

  /** How often breakers opened, over all clients. */
  breakerOpenings: <const Region extends string = never, const Variant extends string = never>(
    scope: BreakerScope<Region, Variant>,
  ): Bounds<'breakerOpenings', typeof scope, 'atMost' | 'atLeast' | 'equals', number> =>
    bound('breakerOpenings', scope, ['atMost', 'atLeast', 'equals']),

  /** Operations that a region served ÷ operations that any served, between 0 and 1. */
  trafficShare: <
    const Region extends string,
    const WorkloadName extends string = never,
    const Variant extends string = never,
  >(
    scope: TrafficScope<Region, WorkloadName, Variant>,
  ): Bounds<'trafficShare', typeof scope, 'atMost' | 'atLeast', number> =>
    bound('trafficShare', scope, ['atMost', 'atLeast']),

  /** Operations dropped by backpressure ÷ all operations, between 0 and 1. */
  shedShare: <const WorkloadName extends string = never, const Variant extends string = never>(
    scope: ShedScope<WorkloadName, Variant>,
  ): Bounds<'shedShare', typeof scope, 'atMost' | 'atLeast', number> =>
    bound('shedShare', scope, ['atMost', 'atLeast']),
};
