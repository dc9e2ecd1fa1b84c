import type { Duration } from '../../shared/duration.ts';
import type { OperationName } from '../../shared/operations.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';
import type { Rate } from './units.ts';

export interface BreakerBasics {
  /** Time from opening until the first probe. Default `'5s'`. */
  openFor?: Duration | undefined;
  /** Successful probes in a row that close it. Default 3. */
  probes?: number | undefined;
  /** One breaker per region (default), or one per region and operation. */
  per?: 'region' | 'operation' | undefined;
  /**
   * Outcomes that speak against a region. Default: the region's and middleboxes' 5xx, timeouts and transport errors, but
   * neither throttling nor the caller's own errors.
   */
  counts?: readonly Exclude<AttemptOutcome, 'ok'>[] | undefined;
}

export interface ConsecutiveTrip {
  /** Failed attempts in a row that open it. Default 5. */
  consecutiveFailures?: number | undefined;
  failureRate?: undefined;
  window?: undefined;
  minimumAttempts?: undefined;
}

export interface RateTrip {
  consecutiveFailures?: undefined;
  /** Share of failed attempts within the window that opens it, above 0, up to 1. */
  failureRate: number;
  /** Default `'10s'`. */
  window?: Duration | undefined;
  /** Fewer attempts in the window say nothing. Default 20. */
  minimumAttempts?: number | undefined;
}

type BreakerOptions = BreakerBasics & (ConsecutiveTrip | RateTrip);
export type BreakerSettings = { kind: 'breaker' } & BreakerOptions;

export interface HealthProbeSettings {
  /** Default `'1s'`. */
  every?: Duration | undefined;
  /** Default `'500ms'`. */
  timeout?: Duration | undefined;
  /** Failed probes in a row after which a region is left. Default 3. */
  unhealthyAfter?: number | undefined;
  /** Successful ones in a row after which it is trusted again. Default 3. */
  healthyAfter?: number | undefined;
}

export interface FailoverOptions<Region extends string> {
  /**
   * `'probe'` (default): back once the region is trusted again; `'never'`: stay; `'operator'`: by the operator's switch only.
   */
  failback?: 'probe' | 'never' | 'operator' | undefined;
  /** Active/active: the share of operations that each region is planned for; they sum to 1. Default: all to the primary. */
  weights?: { readonly [Name in Region]?: number } | undefined;
  /** Only these operations may be served elsewhere. Default: all. */
  operations?: readonly OperationName[] | undefined;
  /** Only reads may be served elsewhere. Default `false`. */
  readsOnly?: boolean | undefined;
  /** An operation that failed and has spent this share of its deadline is sent elsewhere. Default: never for that. */
  deadlineShare?: number | undefined;
  /** Requests of each client's own that find out who is healthy; `true` for all defaults. Default: none. */
  healthProbe?: HealthProbeSettings | boolean | undefined;
  /** An operator's switch away from the primary, and back: times from the start of the fault phase. Default: none. */
  operator?: { away: Duration; back?: Duration | undefined } | undefined;
  /** How long a region must have been trusted again before traffic returns. Default 0. */
  stableFor?: Duration | undefined;
  /** Over which time the returning traffic grows from nothing to all. Default 0: at once. */
  ramp?: Duration | undefined;
  /**
   * What is shifted grows `from` a share (default 0.1) to all over the `ramp`, or is never more than the `cap` over all clients;
   * the rest is rejected, critical operations last. Not together with `weights`. Default: no protection.
   */
  protectStandby?: { ramp: Duration; from?: number | undefined } | { cap: Rate } | undefined;
}

declare const namedRegions: unique symbol;

export interface FailoverSettings<Region extends string> extends FailoverOptions<Region> {
  kind: 'failover';
  /** Never there: a type alone can't tell a misspelt key of `weights` from one too many. */
  readonly [namedRegions]?: Region;
}

type HedgeOptions = (
  | { /** How long a read has no answer before it is asked again. */ after: Duration; quantile?: undefined }
  | { after?: undefined /** The same as a quantile of the client's recent latency: 0.95 is p95. */; quantile: number }
) & {
  /** Hedges ÷ reads, at most. Default 0.05. */
  budget?: number | undefined;
};

export type HedgeSettings = { kind: 'hedge' } & HedgeOptions;

export const routingPolicies = {
  /** Circuit breakers, each client's own: when to stop asking a region, and when to try it again. Default: 5 failures in a row. */
  breaker: (options: BreakerOptions = {}): BreakerSettings => ({ kind: 'breaker', ...options }),

  /** Which region serves while another is distrusted, and how traffic returns. */
  failover: <const Region extends string = never>(options: FailoverOptions<Region> = {}): FailoverSettings<Region> => ({
    kind: 'failover',
    ...options,
  }),

  /** A GetObject or HeadObject without an answer is asked again in another region; the first answer counts. */
  hedge: (options: HedgeOptions): HedgeSettings => ({ kind: 'hedge', ...options }),
};
