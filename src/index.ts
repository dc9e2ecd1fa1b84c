/** All that a drill may import. Nothing here does anything but describe. */

export type { LimitSettings, SheddingSettings } from './drill/language/backpressure-policies.ts';
export type { Clients } from './drill/language/clients.ts';
export type { DefinedDrill } from './drill/language/define-drill.ts';
export { defineDrill } from './drill/language/define-drill.ts';
export type { DrillDefinition, Phases, SeededObjects } from './drill/language/drill-definition.ts';
export type { DrillObjective, Scope } from './drill/language/drill-objective.ts';
export type { EmbeddedRegion } from './drill/language/embedded.ts';
export { embedded } from './drill/language/embedded.ts';
export type { DrillFault, FaultOptions } from './drill/language/faults.ts';
export { faults } from './drill/language/faults.ts';
export type { Load } from './drill/language/load.ts';
export { load } from './drill/language/load.ts';
export { objectives } from './drill/language/objectives.ts';
export { policies } from './drill/language/policies.ts';
export type { QuotaSettings, RetrySettings } from './drill/language/retry-policies.ts';
export type {
  BreakerSettings,
  FailoverSettings,
  HealthProbeSettings,
  HedgeSettings,
} from './drill/language/routing-policies.ts';
export type { Sizes } from './drill/language/sizes.ts';
export { sizes } from './drill/language/sizes.ts';
export type { Rate, Size } from './drill/language/units.ts';
export type { NamedWorkload, Workload } from './drill/language/workload.ts';
export type { Duration } from './shared/duration.ts';
export type { OperationName, PhaseName, Priority, RequestName } from './shared/operations.ts';
