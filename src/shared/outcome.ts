/**
 * What became of one attempt (one HTTP request). The words separate who is to be asked: the region, a middlebox in
 * front of it, the caller's own quota, or the network.
 */
export const attemptOutcomes = [
  'ok',
  /** 5xx that S3 itself sent (it carries x-amz-request-id), or a 200 with an error document. */
  'serverError',
  /** 503 SlowDown or 429: the caller is asked to slow down; the service is not failing. */
  'throttled',
  /** 5xx without x-amz headers: a proxy or load balancer answered, not S3. */
  'middleboxError',
  /** The same with 504: the middlebox asked S3 and gave up waiting, so a write may have been applied. */
  'gatewayTimeout',
  /** Any other 4xx: the request is at fault. */
  'clientError',
  /** Answered with success, but the payload is not what was stored. */
  'corrupt',
  /** Our own attempt timeout ran out. */
  'attemptTimeout',
  /** The operation's deadline cut the attempt short: it began too late to be answered in time. */
  'deadlineExceeded',
  'connectionRefused',
  'connectionReset',
  'dnsError',
  /** Any other failure below HTTP. */
  'transportError',
] as const;

export type AttemptOutcome = (typeof attemptOutcomes)[number];

/**
 * Outcomes that speak of an outage: what breakers count unless their policy says otherwise. Throttling and 4xx speak of the
 * caller: counting them would take one busy caller for an outage.
 */
export const outageOutcomes: readonly AttemptOutcome[] = [
  'serverError',
  'middleboxError',
  'gatewayTimeout',
  'attemptTimeout',
  'connectionRefused',
  'connectionReset',
  'dnsError',
  'transportError',
];

/** Why an attempt was sent. */
export const attemptCauses = [
  /** An operation's first request. */
  'first',
  /** Again, because an earlier attempt failed; or a write again, because a conflict left it undone. */
  'retry',
  /** Again, elsewhere, because an earlier attempt took long and may yet succeed. */
  'hedge',
  /** A later request of the same operation: a page, a part, a completion. */
  'next',
  /** A look at what is stored, after a write whose outcome was ambiguous. */
  'resolve',
  /** Clean-up of an operation that failed. */
  'abort',
  /** A health probe: no operation asked for it. */
  'probe',
] as const;

export type AttemptCause = (typeof attemptCauses)[number];

/** Attempts of one request beyond this number are counted under it. */
export const lastAttemptNumber = 16;

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
  /** No region took the next attempt: distrusted, or kept from a surge; mostly nothing was sent at all. */
  'rejected',
  /** Dropped by backpressure before it started. */
  'shed',
  /** A conditional write met what somebody else had written: nothing of it was stored. */
  'conflict',
  /** A read brought back something else than what was stored. */
  'corrupt',
] as const;

export type OperationOutcome = (typeof operationOutcomes)[number];
