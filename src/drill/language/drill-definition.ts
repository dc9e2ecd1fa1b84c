import type { Duration } from '../../shared/duration.ts';
import type { Clients } from './clients.ts';
import type { DrillObjective } from './drill-objective.ts';
import type { EmbeddedRegion } from './embedded.ts';
import type { DrillFault } from './faults.ts';
import type { Load } from './load.ts';
import type { Sizes } from './sizes.ts';
import type { NamedWorkload, Workload } from './workload.ts';

/**
 * A drill as its author writes it. Only `regions` and a workload are required; the names of regions, workloads and variants
 * are inferred from where they are given.
 */
export type DrillDefinition<
  Region extends string,
  WorkloadName extends string = never,
  Variant extends string = never,
> = DrillParts<Region, WorkloadName, Variant> & (OneWorkload | SeveralWorkloads<Region, WorkloadName>);

interface OneWorkload {
  /** What the clients send. Shares sum to 1. */
  workload: Workload;
  workloads?: undefined;
}

interface SeveralWorkloads<Region extends string, WorkloadName extends string> {
  workload?: undefined;
  /** Several workloads by name, in place of one: each with its own clients, load and priority. */
  workloads: { readonly [Name in WorkloadName]: NamedWorkload<NoInfer<Region>> };
}

interface DrillParts<Region extends string, WorkloadName extends string, Variant extends string> {
  /** Names the folder of its runs. Default: the file's name. */
  name?: string | undefined;
  /** What you expect to see, in one sentence; heads the report. */
  hypothesis?: string | undefined;
  /** The S3 regions by name, for example `us-east-1`. */
  regions: { readonly [Name in Region]: EmbeddedRegion<NoInfer<Region>> };
  clients?: Clients<NoInfer<Region>> | undefined;
  /**
   * Clients to compare, by name: what each does otherwise. The drill runs once for each, with the same arrivals and faults.
   * Default: none.
   */
  variants?: { readonly [Name in Variant]: Clients<NoInfer<Region>> } | undefined;
  /** Objects written before the run, which reads choose from. */
  objects?: SeededObjects | undefined;
  /** Of each workload that says none of its own. Default: `load.constant('100/s')`. */
  load?: Load | undefined;
  phases?: Phases | undefined;
  /** Default: none. */
  faults?: readonly DrillFault<NoInfer<Region>>[] | undefined;
  /** Default: none, so that the run only reports. */
  objectives?: readonly DrillObjective<NoInfer<Region>, NoInfer<WorkloadName>, NoInfer<Variant>>[] | undefined;
  /** Success rate that steady state must hold and that recovery is measured against, between 0 and 1. Default 0.99. */
  availabilityTarget?: number | undefined;
  /** How long success must hold before recovery counts. Default `'10s'`. */
  stableWindow?: Duration | undefined;
  /** Seed of every random choice. Default: derived from the drill itself, so that runs can be repeated. */
  seed?: number | undefined;
}

export interface SeededObjects {
  /** Default 200. */
  count?: number | undefined;
  /** Default: what GetObject says, else `'4KiB'`. */
  size?: Sizes | undefined;
  /** Prefixes over which all keys are spread. Default 1. */
  prefixes?: number | undefined;
}

export interface Phases {
  /** Nothing fails yet: what the other phases are measured against. Default `'10s'`. */
  steady?: Duration | undefined;
  /** Default `'15s'`. */
  fault?: Duration | undefined;
  /** Nothing fails any more. Default `'15s'`. */
  recovery?: Duration | undefined;
}
