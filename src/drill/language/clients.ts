import type { Duration } from '../../shared/duration.ts';
import type { LimitSettings, SheddingSettings } from './backpressure-policies.ts';
import type { RetrySettings } from './retry-policies.ts';
import type { BreakerSettings, FailoverSettings, HedgeSettings } from './routing-policies.ts';

/**
 * Simulated processes of an application, and what their S3 clients do when a region fails them. Said for the whole drill,
 * for one workload or for one variant: the more special wins, key by key.
 */
export interface Clients<Region extends string> {
  /** Simulated SDK client processes; each has its own retry budget and breakers. Default 10. */
  count?: number | undefined;
  /** Operations in flight per client, at most. Default 8. */
  concurrency?: number | undefined;
  /** Operations that may wait per client when all are in flight; beyond it the least important are shed. Default 100. */
  queue?: number | undefined;
  /** Default: the first region. */
  primary?: Region | undefined;
  /** Regions to turn to, in order of preference. Default: all others, in the order written. */
  standby?: readonly Region[] | undefined;
  /** Bound of an operation with all its retries, from its scheduled time. Default `'2s'`. */
  deadline?: Duration | undefined;
  /** Bound of one request. Default: half the deadline. */
  attemptTimeout?: Duration | undefined;
  /** Default `policies.standard()`: what the AWS SDK does by itself. */
  retry?: RetrySettings | undefined;
  /** Default `policies.breaker()`; `false` for none. */
  breaker?: BreakerSettings | false | undefined;
  /** Default `policies.failover()` where there is a standby and a breaker; `false` for none. */
  failover?: FailoverSettings<Region> | false | undefined;
  /** `policies.hedge(…)`: a second request for a read that takes long. Default `false`. */
  hedge?: HedgeSettings | false | undefined;
  /** `policies.aimd()` or `policies.gradient()`: fewer in flight when it gets slow. Default `false`: always `concurrency`. */
  limit?: LimitSettings | false | undefined;
  /** `policies.shedding()`: what is dropped while a breaker is open. Default `false`. */
  shedding?: SheddingSettings | false | undefined;
}
