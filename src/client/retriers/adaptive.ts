import { AdaptiveRetryStrategy } from '@smithy/core/retry';
import type { Retrier } from './contract.ts';
import { clearRateLimiterWaits, trackRateLimiterWaits } from './rate-limiter-waits.ts';
import { createSdkRetry, sdkTokenScope } from './sdk-retry.ts';

/**
 * The AWS SDK's `adaptive` mode: the same with a rate limiter per client, which the first throttled answer switches on and
 * which then holds back first attempts too. A step whose deadline passes meanwhile takes its token all the same when
 * its turn comes, as an aborted command of the SDK does: under many such a client starves itself.
 */
export function createAdaptiveRetrier(maxAttempts: number): Retrier {
  trackRateLimiterWaits();
  const strategy = new AdaptiveRetryStrategy(maxAttempts);
  return {
    ...createSdkRetry(strategy),
    begin(onReady) {
      let isCancelled = false;
      void strategy.acquireInitialRetryToken(sdkTokenScope).then((token) => {
        if (!isCancelled) onReady(token);
      });
      return () => {
        isCancelled = true;
      };
    },
    stop: clearRateLimiterWaits,
  };
}
