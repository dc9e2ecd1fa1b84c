import { DefaultRateLimiter } from '@smithy/core/retry';

type Timer = ReturnType<typeof setTimeout>;

/** Of all rate limiters in this runtime, which inside k6 is one client. */
const timers = new Set<Timer>();

/**
 * Lets the SDK's rate limiter wait on timers that can be cleared. An operation that is aborted while the limiter holds it
 * leaves its wait behind, and at half a token a second a minute's worth of them take minutes to run out, which would
 * keep a k6 iteration open for as long. `setTimeoutFn` is the SDK's own seam, made for its tests.
 */
export function trackRateLimiterWaits(): void {
  Object.assign(DefaultRateLimiter, {
    setTimeoutFn(onTimeout: () => void, delayMs: number): void {
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          onTimeout();
          // At least 1 ms, as Node takes it: a shorter wait finds the clock, in whole ms, where it was.
        },
        Math.max(1, delayMs),
      );
      timers.add(timer);
    },
  });
}

export function clearRateLimiterWaits(): void {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
}
