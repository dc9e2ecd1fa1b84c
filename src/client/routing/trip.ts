import type { BreakerPolicy } from '../../shared/contracts/policies.ts';
import { createSlidingWindow } from './sliding-window.ts';

/** Decides when a closed breaker opens. */
export interface Trip {
  /** Counts an attempt; true when the breaker is to open. */
  count(failed: boolean, nowMs: number): boolean;
  clear(): void;
}

export function createTrip(policy: BreakerPolicy['trip']): Trip {
  return policy.kind === 'consecutive' ? countInRow(policy.failures) : watchRate(policy);
}

function countInRow(limit: number): Trip {
  let failures = 0;
  return {
    count(failed) {
      failures = failed ? failures + 1 : 0;
      return failures >= limit;
    },
    clear() {
      failures = 0;
    },
  };
}

function watchRate({ failureRate, windowMs, minimumAttempts }: Extract<BreakerPolicy['trip'], { kind: 'rate' }>): Trip {
  const window = createSlidingWindow(windowMs);
  return {
    count(failed, nowMs) {
      window.add(failed, nowMs);
      const failures = window.failures();
      // Asked after successes too: one may be the attempt that makes the minimum full.
      return failures > 0 && window.attempts() >= minimumAttempts && failures >= failureRate * window.attempts();
    },
    clear: () => window.clear(),
  };
}
