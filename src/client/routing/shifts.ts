import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import type { Random } from '../../shared/random.ts';
import { findFrom, type Lane, type Place } from './place.ts';
import type { Trials } from './trials.ts';
import type { Trust } from './trust.ts';

/**
 * Where ordinary traffic is. For the operations planned for each place:
 *
 *   at home ── no longer trusted ──▶ away ── trusted for stableMs ──▶ coming back ── rampMs ──▶ at home
 *                                     ▲                                   │
 *                                     └──────── no longer trusted ────────┘
 *
 * Whoever serves them meanwhile keeps them until it isn't trusted either; then the next in the ring that is takes over,
 * their home last.
 */
export interface Shifts {
  /** Moves a place's operations on, if it is time; true when it did. */
  follow(lane: Lane, home: Place, nowMs: number): boolean;
  /** Who serves an operation planned for a place now. */
  chooseServer(home: Place, nowMs: number): Place;
  /** Whether a place is trusted again, but not yet for so long that its operations may come back. */
  isProvingItself(home: Place, nowMs: number): boolean;
}

export interface ShiftOptions {
  failback: FailoverPolicy['failback'];
  trust: Trust;
  trials: Trials;
  random: Random;
  /** Ordinary traffic of a home begins to go from one place to another. */
  onShift(home: Place, from: Place, to: Place, nowMs: number): void;
}

export function createShifts({ failback, trust, trials, random, onShift }: ShiftOptions): Shifts {
  const { stableMs, rampMs } = failback;

  /** From a place that isn't trusted to the next that is; stays when there is none. */
  function flee(lane: Lane, home: Place, from: Place, nowMs: number): boolean {
    // Where they were coming back, those who serve them already are the first to be asked.
    const next = findFrom(lane, home.server ?? home, (place) => trust.isTrusted(place, nowMs));
    if (next === null) return false;
    if (from === home) home.leftAtMs = nowMs;
    home.server = next === home ? null : next;
    home.returningFromMs = null;
    onShift(home, from, next, nowMs);
    return true;
  }

  function beginReturn(home: Place, server: Place, nowMs: number): true {
    home.returningFromMs = nowMs;
    onShift(home, server, home, nowMs);
    if (rampMs === 0) arrive(home);
    return true;
  }

  function arrive(home: Place): true {
    home.server = null;
    home.returningFromMs = null;
    return true;
  }

  function isStable(home: Place, nowMs: number): boolean {
    return nowMs - Math.max(trust.trustedSinceMs(home, nowMs), trials.failedAtMs(home)) >= stableMs;
  }

  function isTrustedAgain(home: Place, nowMs: number): boolean {
    const isAway = home.server !== null && home.returningFromMs === null;
    return isAway && trust.isTrusted(home, nowMs) && trust.mayReturn(home, nowMs);
  }

  return {
    follow(lane, home, nowMs) {
      const { server, returningFromMs } = home;
      if (server === null) return !trust.isTrusted(home, nowMs) && flee(lane, home, home, nowMs);
      if (returningFromMs !== null) {
        if (!trust.isTrusted(home, nowMs)) return flee(lane, home, home, nowMs);
        return (nowMs - returningFromMs >= rampMs || !trust.isTrusted(server, nowMs)) && arrive(home);
      }
      if (isTrustedAgain(home, nowMs) && isStable(home, nowMs)) return beginReturn(home, server, nowMs);
      return !trust.isTrusted(server, nowMs) && flee(lane, home, server, nowMs);
    },

    chooseServer(home, nowMs) {
      const { server, returningFromMs } = home;
      if (server === null) return home;
      if (returningFromMs === null) return server;
      return random() < (nowMs - returningFromMs) / rampMs ? home : server;
    },

    isProvingItself: (home, nowMs) => isTrustedAgain(home, nowMs) && !isStable(home, nowMs),
  };
}
