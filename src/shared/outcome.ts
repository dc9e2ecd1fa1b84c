/**
 * What became of one attempt (one HTTP request). The words separate who is to be asked: the region, a middlebox in
 * front of it, the caller's own quota, or the network.
 */
export const attemptOutcomes = [
  'ok',
  /** 5xx that S3 itself sent (it carries x-amz-request-id). */
  'serverError',
  /** 503 SlowDown or 429: the caller is asked to slow down; the service is not failing. */
  'throttled',
  /** 5xx without x-amz headers: a proxy or load balancer answered, not S3. */
  'middleboxError',
  /** Any other 4xx: the request is at fault. */
  'clientError',
  /** Our own attempt timeout ran out. */
  'attemptTimeout',
  'connectionRefused',
  'connectionReset',
  'dnsError',
  /** Any other failure below HTTP. */
  'transportError',
] as const;

export type AttemptOutcome = (typeof attemptOutcomes)[number];

/**
 * What became of one operation (what the application asked for, with all its attempts). Everything but `ok` counts
 * against availability.
 */
export const operationOutcomes = [
  'ok',
  /** Attempts were made, none succeeded, and S3 certainly did not apply a write. */
  'failed',
  /** A write that failed, of which an attempt ended in a 5xx, a timeout or a cut connection: it may or may not be stored. */
  'indeterminate',
  /** The operation's deadline passed first: while queued, in backoff or in an attempt (a write that was sent is indeterminate). */
  'deadlineExceeded',
  /** Every region's breaker refused the next attempt; mostly nothing was sent at all. */
  'rejected',
  /** Dropped by backpressure before it started. */
  'shed',
] as const;

export type OperationOutcome = (typeof operationOutcomes)[number];
