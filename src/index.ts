/** All that a drill may import. Nothing here does anything but describe. */

export type { DefinedDrill } from './drill/language/define-drill.ts';
export { defineDrill } from './drill/language/define-drill.ts';
export type { Clients, DrillDefinition, Phases, SeededObjects, Workload } from './drill/language/drill-definition.ts';
export type { EmbeddedRegion } from './drill/language/embedded.ts';
export { embedded } from './drill/language/embedded.ts';
export type { DrillFault, FaultOptions } from './drill/language/faults.ts';
export { faults } from './drill/language/faults.ts';
export type { ConstantLoad } from './drill/language/load.ts';
export { load } from './drill/language/load.ts';
export type { DrillObjective, Scope } from './drill/language/objectives.ts';
export { objectives } from './drill/language/objectives.ts';
export type {
  BreakerSettings,
  FailoverSettings,
  NoRetries,
  StandardRetries,
} from './drill/language/policies.ts';
export { policies } from './drill/language/policies.ts';
export type { Rate, Size } from './drill/language/units.ts';
export type { Duration } from './shared/duration.ts';
export type { OperationName, PhaseName } from './shared/operations.ts';
