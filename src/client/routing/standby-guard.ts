import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import type { Priority } from '../../shared/operations.ts';
import type { Random } from '../../shared/random.ts';

/** Decides whether an attempt may go to a region its operation was not planned for. */
export interface StandbyGuard {
  /** @param leftAtMs when operations left the region that this one was planned for; −∞: they did not */
  admits(priority: Priority, leftAtMs: number, nowMs: number): boolean;
}

type Protection = FailoverPolicy['standbyProtection'];

/** @param clients how many share the cap */
export function createStandbyGuard(protection: Protection, clients: number, random: Random): StandbyGuard {
  if (protection === null) return { admits: () => true };
  return protection.kind === 'ramp' ? createRamp(protection, random) : createCap(protection.perSecond / clients);
}

function createRamp({ fromShare, overMs }: Extract<Protection, { kind: 'ramp' }>, random: Random): StandbyGuard {
  return {
    admits(priority, leftAtMs, nowMs) {
      if (priority === 'critical') return true;
      const passed = Math.min(1, (nowMs - leftAtMs) / overMs);
      return random() < fromShare + (1 - fromShare) * passed;
    },
  };
}

/** A bucket that holds the tokens of one second, and at least one; each attempt takes one. */
function createCap(perSecond: number): StandbyGuard {
  const capacity = Math.max(1, perSecond);
  let tokens = capacity;
  let filledAtMs = Number.NEGATIVE_INFINITY;
  return {
    admits(priority, _leftAtMs, nowMs) {
      tokens = Math.min(capacity, tokens + (perSecond * (nowMs - filledAtMs)) / 1000);
      filledAtMs = nowMs;
      if (priority !== 'critical' && tokens < 1) return false;
      // Critical attempts may run up a debt, which the others wait out; no more than a bucketful, or they might wait for ever.
      tokens = Math.max(-capacity, tokens - 1);
      return true;
    },
  };
}
