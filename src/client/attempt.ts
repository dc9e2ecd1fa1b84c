import type { AttemptOutcome } from '../shared/outcome.ts';

/** How an attempt that got no HTTP answer failed. */
export type TransportFailure =
  | 'attemptTimeout'
  | 'connectionRefused'
  | 'connectionReset'
  | 'dnsError'
  | 'transportError';

/** What one HTTP request brought back. */
export interface AttemptReply {
  /** 0 when there was no HTTP answer. */
  status: number;
  /** `Code` of the S3 error document; '' without one. */
  code: string;
  /** Whether S3 answered, not a middlebox: told by x-amz-request-id where the answer is an error. */
  fromS3: boolean;
  transport: TransportFailure | null;
  /** How long the answer asks to wait before a retry; null when it does not say. */
  retryAfterMs: number | null;
}

/** 503 codes by which S3 asks a caller to slow down (Amazon S3 API Reference, "Error responses"). */
const throttlingCodes = new Set(['SlowDown', 'Throttling', 'RequestLimitExceeded', 'BandwidthLimitExceeded']);

export function classifyAttempt(reply: AttemptReply): AttemptOutcome {
  if (reply.transport !== null) return reply.transport;
  if (reply.status >= 200 && reply.status < 300) return 'ok';
  if (reply.status === 429 || throttlingCodes.has(reply.code)) return 'throttled';
  if (reply.status >= 500) return reply.fromS3 ? 'serverError' : 'middleboxError';
  return 'clientError';
}

/**
 * Outcomes that say the region is failing, and so count against its breaker. Throttling and 4xx speak of the caller:
 * counting them would take one busy caller for an outage.
 */
const outageOutcomes: ReadonlySet<AttemptOutcome> = new Set([
  'serverError',
  'middleboxError',
  'attemptTimeout',
  'connectionRefused',
  'connectionReset',
  'dnsError',
  'transportError',
]);

export function signalsOutage(outcome: AttemptOutcome): boolean {
  return outageOutcomes.has(outcome);
}

/**
 * Outcomes after which a write may or may not be stored. A refused connection or a name that does not resolve has sent
 * nothing; a throttled request was turned away before it was applied.
 */
const ambiguousOutcomes: ReadonlySet<AttemptOutcome> = new Set([
  'serverError',
  'middleboxError',
  'attemptTimeout',
  'connectionReset',
  'transportError',
]);

export function leavesWriteOpen(outcome: AttemptOutcome): boolean {
  return ambiguousOutcomes.has(outcome);
}
