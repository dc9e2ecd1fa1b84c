import type { Duration } from '../../shared/duration.ts';
import type { OperationName, PhaseName, Priority } from '../../shared/operations.ts';

/** In which of the drill's variants an objective is judged. */
export interface Judged<Variant extends string> {
  /** Default: in each. */
  variant?: Variant | undefined;
}

export interface ShedScope<WorkloadName extends string, Variant extends string> extends Judged<Variant> {
  phase: PhaseName;
  /** Default: all priorities. */
  priority?: Priority | undefined;
  /** Default: all workloads. */
  workload?: WorkloadName | undefined;
}

/** What an objective looks at. */
export interface Scope<Region extends string, WorkloadName extends string = never, Variant extends string = never>
  extends ShedScope<WorkloadName, Variant> {
  /** Default: all operations. */
  operation?: OperationName | undefined;
  /** The region that served. Default: all regions. */
  region?: Region | undefined;
}

/** A finished objective: its scope, what is measured of it, and the bound. */
export type Bounded<Measure extends string, ScopeOf, Comparator extends string, Value> = ScopeOf & {
  measure: Measure;
  comparator: Comparator;
  value: Value;
};

export type TimeMeasure = 'detectionTime' | 'failoverTime' | 'recoveryTime' | 'failbackTime';
export type AmplificationScope<Variant extends string> = Judged<Variant> & { phase: PhaseName };
export type BreakerScope<Region extends string, Variant extends string> = Judged<Variant> & {
  phase: PhaseName;
  /** The region distrusted. Default: all regions. */
  region?: Region | undefined;
};
export type TrafficScope<
  Region extends string,
  WorkloadName extends string,
  Variant extends string,
> = Judged<Variant> & {
  phase: PhaseName;
  /** The region that served. */
  region: Region;
  /** Default: all workloads. */
  workload?: WorkloadName | undefined;
};

export type DrillObjective<Region extends string, WorkloadName extends string = never, Variant extends string = never> =
  | Bounded<'successRate', Scope<Region, WorkloadName, Variant>, 'atLeast', number>
  | Bounded<'latency', Scope<Region, WorkloadName, Variant> & { quantile: number }, 'atMost', Duration>
  | Bounded<TimeMeasure, Judged<Variant>, 'atMost', Duration>
  | Bounded<'retryAmplification', AmplificationScope<Variant>, 'atMost', number>
  | Bounded<'retrySynchronisation', Judged<Variant>, 'atMost' | 'atLeast', number>
  | Bounded<'breakerOpenings', BreakerScope<Region, Variant>, 'atMost' | 'atLeast' | 'equals', number>
  | Bounded<'trafficShare', TrafficScope<Region, WorkloadName, Variant>, 'atMost' | 'atLeast', number>
  | Bounded<'shedShare', ShedScope<WorkloadName, Variant>, 'atMost' | 'atLeast', number>;
