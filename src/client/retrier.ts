import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryPolicy } from '../shared/contracts/plan.ts';
import type { AttemptReply, TransportFailure } from './attempt.ts';

/** Stands for one operation's budget of retries; opaque to all but its retrier. */
export type RetryToken = Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>>;

/** One per client: its operations share one retry quota, as in a real SDK client. */
export interface Retrier {
  /** What an operation starts with. */
  begin(): RetryToken | null;
  /** Waits out the backoff and answers a new token; null when the attempt's failure is final. */
  retry(token: RetryToken | null, reply: AttemptReply): Promise<RetryToken | null>;
  succeed(token: RetryToken | null): void;
}

export async function createRetrier(policy: RetryPolicy): Promise<Retrier> {
  return policy.kind === 'standard' ? createStandardRetrier(policy.maxAttempts) : noRetrier;
}

const noRetrier: Retrier = {
  begin: () => null,
  retry: async () => null,
  succeed: () => {},
};

/** The AWS SDK's own strategy, its own quota and its own classification of errors: nothing about retries is re-implemented here. */
async function createStandardRetrier(maxAttempts: number): Promise<Retrier> {
  const strategy = new StandardRetryStrategy(maxAttempts);
  // An initial token says no more than "no retry so far", so one serves all operations. No partition: the SDK's scope for
  // S3 data-plane calls is the empty string.
  const initialToken = await strategy.acquireInitialRetryToken('');
  return {
    begin: () => initialToken,
    async retry(token, reply) {
      if (token === null) return null;
      const error = toSdkError(reply);
      try {
        return await strategy.refreshRetryTokenForRetry(token, {
          error,
          errorType: classifyAsSdk(error),
          ...(reply.retryAfterMs !== null && { retryAfterHint: new Date(Date.now() + reply.retryAfterMs) }),
        });
      } catch {
        // The strategy's way to say no: not retryable, no attempts left, or quota exhausted.
        return null;
      }
    },
    succeed(token) {
      if (token !== null) strategy.recordSuccess(token);
    },
  };
}

type SdkError = Parameters<typeof isTransientError>[0];

/** Node's names for failures below HTTP, by which the SDK knows them. */
const nodeErrorCodes: Record<Exclude<TransportFailure, 'attemptTimeout'>, string> = {
  connectionRefused: 'ECONNREFUSED',
  connectionReset: 'ECONNRESET',
  dnsError: 'ENOTFOUND',
  transportError: 'EPIPE',
};

/** The reply in the shape that the SDK's deserialiser or its HTTP handler would have thrown. */
function toSdkError(reply: AttemptReply): SdkError {
  const metadata: NonNullable<SdkError['$metadata']> = reply.status === 0 ? {} : { httpStatusCode: reply.status };
  const error = Object.assign(new Error('attempt failed') as Error & { cause?: Error }, { $metadata: metadata });
  if (reply.transport === 'attemptTimeout') return Object.assign(error, { name: 'TimeoutError' });
  if (reply.transport !== null) return Object.assign(error, { code: nodeErrorCodes[reply.transport] });
  return Object.assign(error, { name: reply.code || 'UnknownError' });
}

/** The order of the SDK's retry middleware (`getRetryErrorType`), which it does not export. */
function classifyAsSdk(error: SdkError): 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR' {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  if (isServerError(error)) return 'SERVER_ERROR';
  return 'CLIENT_ERROR';
}
