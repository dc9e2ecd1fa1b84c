import type { BreakerPolicy } from '../shared/contracts/plan.ts';

/**
 * A circuit breaker of one client towards one region (Nygard, "Release It!", 2nd ed., chapter 5).
 *
 *   closed ── n failures in a row ──▶ open ── openFor has passed ──▶ half-open ── n successful probes ──▶ closed
 *                                      ▲                                │
 *                                      └────────── a probe fails ───────┘
 *
 * Half-open lets one probe at a time through. What an attempt meant is settled by the permit it was sent under: an
 * answer that arrives after its breaker has moved on changes nothing.
 */
export interface Breaker {
  state(): BreakerState;
  /** A permit to send one attempt now; null while open, or while half-open with a probe out. */
  tryAcquire(nowMs: number): Permit | null;
  settle(permit: Permit, success: boolean, nowMs: number): void;
  /** Takes a permit back whose attempt says nothing about the region. */
  release(permit: Permit): void;
}

export type BreakerState = 'closed' | 'open' | 'halfOpen';

export interface Permit {
  readonly probe: boolean;
  /** Counts the breaker's changes of state, so that late answers can be told. */
  readonly epoch: number;
}

/** @param onChange called after each change of state */
export function createBreaker(policy: BreakerPolicy, onChange: (state: BreakerState, nowMs: number) => void): Breaker {
  let state: BreakerState = 'closed';
  let epoch = 0;
  let failuresInRow = 0;
  let successfulProbes = 0;
  let probeOut = false;
  let openedAtMs = 0;

  function change(next: BreakerState, nowMs: number): void {
    state = next;
    epoch += 1;
    failuresInRow = 0;
    successfulProbes = 0;
    probeOut = false;
    if (next === 'open') openedAtMs = nowMs;
    onChange(next, nowMs);
  }

  return {
    state: () => state,

    tryAcquire(nowMs) {
      if (state === 'open' && nowMs - openedAtMs >= policy.openForMs) change('halfOpen', nowMs);
      if (state === 'closed') return { probe: false, epoch };
      if (state === 'open' || probeOut) return null;
      probeOut = true;
      return { probe: true, epoch };
    },

    settle(permit, success, nowMs) {
      if (permit.epoch !== epoch) return;
      if (state === 'closed') {
        failuresInRow = success ? 0 : failuresInRow + 1;
        if (failuresInRow >= policy.consecutiveFailures) change('open', nowMs);
        return;
      }
      probeOut = false;
      if (!success) {
        change('open', nowMs);
        return;
      }
      successfulProbes += 1;
      if (successfulProbes >= policy.probes) change('closed', nowMs);
    },

    release(permit) {
      if (permit.epoch === epoch && permit.probe) probeOut = false;
    },
  };
}

/** For clients without a breaker: always closed. */
export function createNoBreaker(): Breaker {
  const permit: Permit = { probe: false, epoch: 0 };
  return { state: () => 'closed', tryAcquire: () => permit, settle: () => {}, release: () => {} };
}
