import type { RetryPolicy } from '../../shared/contracts/policies.ts';
import type { CheckedRetry } from '../schema/retry-schema.ts';

export function planRetry(retry: CheckedRetry): RetryPolicy {
  switch (retry.kind) {
    case 'standard':
    case 'adaptive':
    case 'none':
      return retry;
    case 'immediate':
      return { ...planBackoff(retry), baseMs: 0, factor: 1, capMs: 0, jitter: 'none' };
    case 'fixed':
      return { ...planBackoff(retry), baseMs: retry.delay, factor: 1, capMs: retry.delay, jitter: 'none' };
    case 'exponential':
      return {
        ...planBackoff(retry),
        baseMs: retry.base,
        factor: retry.factor,
        capMs: retry.cap,
        jitter: retry.jitter,
      };
  }
}

function planBackoff({
  kind,
  maxAttempts,
  quota,
  retryAfter,
}: Extract<CheckedRetry, { kind: 'immediate' | 'fixed' | 'exponential' }>) {
  return { kind, maxAttempts, quota, honoursRetryAfter: retryAfter };
}
