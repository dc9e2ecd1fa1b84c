import type { Duration } from '../../shared/duration.ts';

/** The AWS SDK's standard retries: full jitter, exponential backoff, and one token bucket per client. */
export interface StandardRetries {
  kind: 'standard';
  maxAttempts?: number | undefined;
}

export interface NoRetries {
  kind: 'none';
}

export interface BreakerSettings {
  kind: 'breaker';
  consecutiveFailures?: number | undefined;
  openFor?: Duration | undefined;
  probes?: number | undefined;
}

export interface FailoverSettings {
  kind: 'failover';
  failback?: 'probe' | 'never' | undefined;
}

/** What a client does when a region fails it. */
export const policies = {
  /** @param options `maxAttempts`: requests of one operation, the first included; default 3 */
  standard: (options: Omit<StandardRetries, 'kind'> = {}): StandardRetries => ({ kind: 'standard', ...options }),

  /** Every operation is one request. */
  none: (): NoRetries => ({ kind: 'none' }),

  /**
   * One circuit breaker per client and region.
   * @param options `consecutiveFailures` that open it, default 5; `openFor` until the first probe, default `'5s'`;
   *   successful `probes` in a row that close it, default 3
   */
  breaker: (options: Omit<BreakerSettings, 'kind'> = {}): BreakerSettings => ({ kind: 'breaker', ...options }),

  /**
   * Clients turn to the next standby while a breaker is open.
   * @param options `failback`: `'probe'` (default) returns to the primary once its breaker has closed, `'never'` stays
   */
  failover: (options: Omit<FailoverSettings, 'kind'> = {}): FailoverSettings => ({ kind: 'failover', ...options }),
};
