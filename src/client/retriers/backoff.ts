import type { BackoffPolicy } from '../../shared/contracts/policies.ts';
import type { Random } from '../../shared/random.ts';
import { chooseBackoffMs } from './backoff-wait.ts';
import type { Retrier } from './contract.ts';
import { createRetryQuota, unlimitedQuota } from './retry-quota.ts';
import { isRetryable } from './sdk-error.ts';

interface BackoffToken {
  /** Retries so far. */
  retries: number;
  /** The backoff before the last of them, as the curve and the jitter gave it. */
  waitMs: number | null;
}

const initialToken: BackoffToken = { retries: 0, waitMs: null };

/**
 * Retries by a policy of our own. What may be retried is what the SDK would retry, so that drills differ in how they
 * retry and in nothing else. The quota is paid when a retry is decided, so that many waiting at once can't overdraw it,
 * and given back when it is not sent.
 */
export function createBackoffRetrier(policy: BackoffPolicy, random: Random): Retrier {
  const quota = policy.quota === null ? unlimitedQuota : createRetryQuota(policy.quota);
  const maxRetries = policy.maxAttempts === null ? Number.POSITIVE_INFINITY : policy.maxAttempts - 1;

  return {
    begin(onReady) {
      onReady(initialToken);
      return null;
    },

    retry(token, reply, onDecision) {
      const { retries, waitMs: lastMs } = token as BackoffToken;
      if (retries >= maxRetries || !isRetryable(reply) || !quota.take()) {
        onDecision(null);
        return null;
      }
      const waitMs = chooseBackoffMs(policy, retries, lastMs, random);
      const next: BackoffToken = { retries: retries + 1, waitMs };
      const askedMs = policy.honoursRetryAfter && reply.retryAfterMs !== null ? reply.retryAfterMs : 0;
      // Even a wait of nothing is a timer: an answer that comes at once must not be retried ever deeper on one stack.
      const timer = setTimeout(() => onDecision(next), Math.max(waitMs, askedMs));
      return () => {
        clearTimeout(timer);
        quota.giveBack();
      };
    },

    release(token) {
      if (token !== initialToken) quota.giveBack();
    },
    succeed: () => quota.refund(),
    // A wait that is cancelled leaves no timer.
    stop: () => {},
  };
}
