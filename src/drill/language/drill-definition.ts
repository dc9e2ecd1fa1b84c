import type { Duration } from '../../shared/duration.ts';
import type { EmbeddedRegion } from './embedded.ts';
import type { DrillFault } from './faults.ts';
import type { ConstantLoad } from './load.ts';
import type { DrillObjective } from './objectives.ts';
import type { BreakerSettings, FailoverSettings, NoRetries, StandardRetries } from './policies.ts';
import type { Size } from './units.ts';

/** A drill as its author writes it. Only `regions` and `workload` are required; `Region` is inferred from the former. */
export interface DrillDefinition<Region extends string> {
  /** Names the folder of its runs. Default: the file's name. */
  name?: string | undefined;
  /** What you expect to see, in one sentence; heads the report. */
  hypothesis?: string | undefined;
  /** The S3 regions by name, for example `us-east-1`. */
  regions: { readonly [Name in Region]: EmbeddedRegion<NoInfer<Region>> };
  clients?: Clients<NoInfer<Region>> | undefined;
  /** What the clients send. Shares sum to 1. */
  workload: Workload;
  /** Objects written before the run, which GetObject and HeadObject choose from. */
  objects?: SeededObjects | undefined;
  /** Default: `load.constant('100/s')`. */
  load?: ConstantLoad | undefined;
  phases?: Phases | undefined;
  /** Default: none. */
  faults?: readonly DrillFault<NoInfer<Region>>[] | undefined;
  /** Default: none, so that the run only reports. */
  objectives?: readonly DrillObjective<NoInfer<Region>>[] | undefined;
  /** Success rate that steady state must hold and that recovery is measured against, between 0 and 1. Default 0.99. */
  availabilityTarget?: number | undefined;
  /** How long success must hold before recovery counts. Default `'10s'`. */
  stableWindow?: Duration | undefined;
  /** Seed of every random choice. Default: derived from the drill itself, so that runs can be repeated. */
  seed?: number | undefined;
}

export interface Clients<Region extends string> {
  /** Simulated SDK client processes; each has its own retry budget and breakers. Default 10. */
  count?: number | undefined;
  /** Operations in flight per client. Default 8. */
  concurrency?: number | undefined;
  /** Operations that may wait per client when all are in flight; beyond it they are shed. Default 100. */
  queue?: number | undefined;
  /** Default: the first region. */
  primary?: Region | undefined;
  /** Regions to turn to, in order of preference. Default: all others, in the order written. */
  standby?: readonly Region[] | undefined;
  /** Bound of an operation with all its retries, from its scheduled time. Default `'2s'`. */
  deadline?: Duration | undefined;
  /** Bound of one request. Default: half the deadline. */
  attemptTimeout?: Duration | undefined;
  /** Default `policies.standard({ maxAttempts: 3 })`. */
  retry?: StandardRetries | NoRetries | undefined;
  /** Default `policies.breaker()`; `false` for none. */
  breaker?: BreakerSettings | false | undefined;
  /** Default `policies.failover()` where there is a standby and a breaker; `false` for none. */
  failover?: FailoverSettings | false | undefined;
}

interface Share {
  /** Share of all operations, between 0 and 1. */
  share: number;
}

interface KeyChoice {
  /** How it chooses among the seeded objects. Default `'uniform'`. */
  keys?: 'uniform' | 'zipf' | undefined;
}

export interface Workload {
  GetObject?: Share &
    KeyChoice & { /** Size of the objects it reads; the same as `objects.size`. */ size?: Size | undefined };
  HeadObject?: Share & KeyChoice;
  PutObject?: Share & {
    /** One size, or the smallest and the largest. Default `'4KiB'`. */
    size?: Size | readonly [smallest: Size, largest: Size] | undefined;
  };
  DeleteObject?: Share;
  ListObjectsV2?: Share;
}

export interface SeededObjects {
  /** Default 200. */
  count?: number | undefined;
  /** Default: what `workload.GetObject.size` says, else `'4KiB'`. */
  size?: Size | undefined;
}

export interface Phases {
  /** Nothing fails yet: what the other phases are measured against. Default `'10s'`. */
  steady?: Duration | undefined;
  /** Default `'15s'`. */
  fault?: Duration | undefined;
  /** Nothing fails any more. Default `'15s'`. */
  recovery?: Duration | undefined;
}
