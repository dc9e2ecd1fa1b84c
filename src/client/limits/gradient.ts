import type { LimitPolicy } from '../../shared/contracts/policies.ts';
import { isInUse, type Limiter } from './limiter.ts';

/** Samples over which the long-term latency is averaged, and of which the first give their plain mean. */
const longWindow = 600;
const warmUp = 10;
const longShare = 2 / (longWindow + 1);
/** How much one sample moves the limit. */
const smoothing = 0.2;
/** The steepest descent: half. */
const steepest = 0.5;
/** After an overload the long-term average is far too high, and would let the next one pass for normal: it comes down faster. */
const staleRatio = 2;
const staleDecay = 0.95;
/** Room to find out that more would do. Netflix's default of 4 is for limits of hundreds; a client's are small. */
const headroom = 1;

/**
 * Follows the ratio of long-term to recent latency, after `Gradient2Limit` of Netflix's concurrency-limits, with its
 * constants but where said. One thing it does not do: a failure for overload, which may come back fast, counts as
 * the steepest descent, and its latency for nothing. Starts at the client's concurrency.
 */
export function createGradientLimiter(
  policy: Extract<LimitPolicy, { kind: 'gradient' }>,
  concurrency: number,
): Limiter {
  const minimum = Math.min(policy.minimum, concurrency);
  let limit = concurrency;
  let longTermMs = 0;
  let samples = 0;

  function follow(latencyMs: number): void {
    samples += 1;
    longTermMs += (latencyMs - longTermMs) * (samples <= warmUp ? 1 / samples : longShare);
    if (longTermMs > staleRatio * latencyMs) longTermMs *= staleDecay;
  }

  function moveTo(target: number): void {
    limit = Math.min(concurrency, Math.max(minimum, limit + (target - limit) * smoothing));
  }

  return {
    read: () => Math.floor(limit),
    note({ latencyMs, isOverload }, inFlight) {
      if (isOverload) {
        moveTo(limit * steepest);
        return;
      }
      follow(latencyMs);
      if (!isInUse(limit, inFlight)) return;
      const ratio = latencyMs === 0 ? 1 : (policy.tolerance * longTermMs) / latencyMs;
      moveTo(limit * Math.max(steepest, Math.min(1, ratio)) + headroom);
    },
  };
}
