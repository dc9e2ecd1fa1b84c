import type { RetryPolicy } from '../shared/contracts/policies.ts';
import type { Random } from '../shared/random.ts';
import { createAdaptiveRetrier } from './retriers/adaptive.ts';
import { createBackoffRetrier } from './retriers/backoff.ts';
import type { Retrier } from './retriers/contract.ts';
import { noRetrier } from './retriers/none.ts';
import { createStandardRetrier } from './retriers/standard.ts';

export type { Retrier } from './retriers/contract.ts';

/** @param random jitters the waits of our own policies; the SDK's strategies draw from `Math.random` */
export async function createRetrier(policy: RetryPolicy, random: Random): Promise<Retrier> {
  switch (policy.kind) {
    case 'standard':
      return createStandardRetrier(policy.maxAttempts);
    case 'adaptive':
      return createAdaptiveRetrier(policy.maxAttempts);
    case 'none':
      return noRetrier;
    default:
      return createBackoffRetrier(policy, random);
  }
}
