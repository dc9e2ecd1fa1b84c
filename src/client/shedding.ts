import type { SheddingPolicy } from '../shared/contracts/policies.ts';
import type { Priority } from '../shared/operations.ts';

/** Which operations are let in while a region is distrusted, and for a while after. */
export interface Shedder {
  /** Must be asked for every operation: that is also how it learns when the degradation ends. */
  admits(priority: Priority, nowMs: number): boolean;
}

/**
 * One operation in so long is let in whatever its priority: a client that sends nothing at all would never find out that
 * the region is well again, and shed for ever.
 */
const trickleMs = 1000;

/** Shares are sums of floats: ten tenths are a whole. */
const wholeLess = 1 - 1e-9;

export function createShedder(policy: SheddingPolicy, isDegraded: () => boolean): Shedder {
  const admitsNormal = createShare(policy.normalShare);
  const admitsDeferrable = createShare(policy.deferrableShare);
  let wasDegraded = false;
  let deferrableBackAtMs = Number.NEGATIVE_INFINITY;
  /** When an operation was last let in while degraded, or the degradation was noticed. */
  let lastAdmittedAtMs = Number.NEGATIVE_INFINITY;

  function hasRoom(priority: Priority, degraded: boolean, nowMs: number): boolean {
    if (priority === 'normal') return !degraded || admitsNormal();
    if (priority === 'deferrable') return (!degraded && nowMs >= deferrableBackAtMs) || admitsDeferrable();
    return true;
  }

  return {
    admits(priority, nowMs) {
      const degraded = isDegraded();
      if (wasDegraded && !degraded) deferrableBackAtMs = nowMs + policy.returnAfterMs;
      if (degraded && !wasDegraded) lastAdmittedAtMs = nowMs;
      wasDegraded = degraded;
      const admitted = hasRoom(priority, degraded, nowMs) || (degraded && nowMs - lastAdmittedAtMs >= trickleMs);
      if (admitted) lastAdmittedAtMs = nowMs;
      return admitted;
    },
  };
}

/** Lets a share through evenly: of a half every second, where chance would let through runs. */
function createShare(share: number): () => boolean {
  let owed = 0;
  return () => {
    owed += share;
    if (owed < wholeLess) return false;
    owed -= 1;
    return true;
  };
}
