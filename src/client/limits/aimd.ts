import type { LimitPolicy } from '../../shared/contracts/policies.ts';
import { isInUse, type Limiter } from './limiter.ts';

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), as TCP does it: one more per round of successes, and
 * one cut per round however many of its operations fail, because they all tell of the same overload (RFC 5681, section
 * 3.2). Starts at the client's concurrency.
 */
export function createAimdLimiter(policy: Extract<LimitPolicy, { kind: 'aimd' }>, concurrency: number): Limiter {
  const minimum = Math.min(policy.minimum, concurrency);
  let limit = concurrency;
  let cutAtMs = Number.NEGATIVE_INFINITY;

  return {
    read: () => Math.floor(limit),
    note({ latencyMs, isOverload }, inFlight, nowMs) {
      if (!isOverload) {
        if (isInUse(limit, inFlight)) limit = Math.min(concurrency, limit + 1 / limit);
        return;
      }
      // What had begun before the last cut was under way together with what caused it.
      if (nowMs - latencyMs < cutAtMs) return;
      cutAtMs = nowMs;
      limit = Math.max(minimum, limit * policy.backoff);
    },
  };
}
