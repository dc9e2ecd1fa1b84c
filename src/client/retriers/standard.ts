import { StandardRetryStrategy } from '@smithy/core/retry';
import type { Retrier } from './contract.ts';
import { createSdkRetry, sdkTokenScope } from './sdk-retry.ts';

/** The AWS SDK's `standard` mode. */
export async function createStandardRetrier(maxAttempts: number): Promise<Retrier> {
  const strategy = new StandardRetryStrategy(maxAttempts);
  // An initial token says no more than "no retry so far", so one serves all steps, and no step needs a promise to start.
  const initialToken = await strategy.acquireInitialRetryToken(sdkTokenScope);
  return {
    ...createSdkRetry(strategy),
    begin(onReady) {
      onReady(initialToken);
      return null;
    },
    // Its longest wait is 20 s, mostly far less, and the SDK does not hand its timer out.
    stop: () => {},
  };
}
