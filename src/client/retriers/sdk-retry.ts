import type { AdaptiveRetryStrategy, StandardRetryStrategy } from '@smithy/core/retry';
import type { Retrier, RetryToken } from './contract.ts';
import { describeToSdk } from './sdk-error.ts';

/** The part of the SDK's strategies that is the same for both. */
type SdkStrategy = Pick<StandardRetryStrategy | AdaptiveRetryStrategy, 'refreshRetryTokenForRetry' | 'recordSuccess'>;
export type SdkToken = Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>>;

/** The SDK's scope for S3's data plane: no partition, no long polling. */
export const sdkTokenScope = '';

/**
 * All but `begin` and `stop` of a retrier that is the SDK's own strategy: its quota, its backoff, its classification. The SDK takes
 * a retry's cost when it decides, and keeps it though the retry is never sent (aborted while it waited, or refused by
 * every breaker); so it does here. Nor can its wait be taken back: the timer runs out by itself, and nobody listens.
 */
export function createSdkRetry(strategy: SdkStrategy): Omit<Retrier, 'begin' | 'stop'> {
  return {
    retry(token, reply, onDecision) {
      let isCancelled = false;
      const decide = (next: RetryToken | null): void => {
        if (!isCancelled) onDecision(next);
      };
      strategy.refreshRetryTokenForRetry(token as SdkToken, describeToSdk(reply)).then(
        decide,
        // The strategy's way to say no: not retryable, no attempts left, or quota exhausted.
        () => decide(null),
      );
      return () => {
        isCancelled = true;
      };
    },
    release: () => {},
    succeed(token, reply) {
      // The SDK takes 304 for an error, final and for free, though a conditional read hopes for it.
      if (reply.status !== 304) strategy.recordSuccess(token as SdkToken);
      else strategy.refreshRetryTokenForRetry(token as SdkToken, describeToSdk(reply)).catch(() => {});
    },
  };
}
