import type { Duration } from '../../shared/duration.ts';

/** Tokens that retries cost: an own bound beside the number of attempts. */
export interface QuotaSettings {
  /** Tokens that a client starts with and never exceeds. Default 500. */
  capacity?: number | undefined;
  /** What one retry costs; without as many tokens it is not made. Default 5. */
  retryCost?: number | undefined;
  /** What each operation that succeeds gives back. Default 1. */
  successRefund?: number | undefined;
}

export interface SdkOptions {
  /** Requests of one operation, the first included. Default 3. */
  maxAttempts?: number | undefined;
}

export interface BackoffOptions {
  /** Requests of one operation, the first included; `'unbounded'`: until the deadline. Default 3. */
  maxAttempts?: number | 'unbounded' | undefined;
  /** Default `false`: none. */
  quota?: QuotaSettings | false | undefined;
  /** Whether a `retry-after` header lengthens the wait. Default `true`; `false` for `immediate`. */
  retryAfter?: boolean | undefined;
}

export interface FixedOptions extends BackoffOptions {
  /** Before each retry. Default `'100ms'`. */
  delay?: Duration | undefined;
}

export interface ExponentialOptions extends BackoffOptions {
  /** Before the first retry. Default `'50ms'`. */
  base?: Duration | undefined;
  /** How much longer each wait is than the one before. Default 2. */
  factor?: number | undefined;
  /** Longest wait. Default `'20s'`. */
  cap?: Duration | undefined;
  /**
   * `'none'` (default): exactly the curve; `'full'`: anywhere up to it; `'equal'`: in its upper half; `'decorrelated'`:
   * from the base to thrice the wait before.
   */
  jitter?: 'none' | 'full' | 'equal' | 'decorrelated' | undefined;
}

export type RetrySettings =
  | ({ kind: 'standard' | 'adaptive' } & SdkOptions)
  | { kind: 'none' }
  | ({ kind: 'immediate' } & BackoffOptions)
  | ({ kind: 'fixed' } & FixedOptions)
  | ({ kind: 'exponential' } & ExponentialOptions);

export const retryPolicies = {
  /** The AWS SDK's own code: exponential backoff with full jitter, and one token bucket per client. */
  standard: (options: SdkOptions = {}): RetrySettings => ({ kind: 'standard', ...options }),

  /** The AWS SDK's own code: `standard`, and a client that sends less once it is throttled. */
  adaptive: (options: SdkOptions = {}): RetrySettings => ({ kind: 'adaptive', ...options }),

  /** Every operation is one request. */
  none: (): RetrySettings => ({ kind: 'none' }),

  /** Again at once: a classic mistake, to show what it does. */
  immediate: (options: BackoffOptions = {}): RetrySettings => ({ kind: 'immediate', ...options }),

  /** Again after the same time, always: a classic mistake. */
  fixed: (options: FixedOptions = {}): RetrySettings => ({ kind: 'fixed', ...options }),

  /** Exponential backoff in your own words; without `jitter` a classic mistake. */
  exponential: (options: ExponentialOptions = {}): RetrySettings => ({ kind: 'exponential', ...options }),
};
