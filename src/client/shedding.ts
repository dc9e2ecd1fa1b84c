import type { SheddingPolicy } from '../shared/contracts/policies.ts';
import type { Priority } from '../shared/operations.ts';

/** Which operations are let in while a region is distrusted, and for a while after. */
export interface Shedder {
  /** Must be asked for every operation: that is also how it learns when the degradation ends. */
  admits(priority: Priority, nowMs: number): boolean;
}

/** Shares are sums of floats: ten tenths are a whole. */
const wholeLess = 1 - 1e-9;

export function createShedder(policy: SheddingPolicy, isDegraded: () => boolean): Shedder {
  const admitsNormal = createShare(policy.normalShare);
  const admitsDeferrable = createShare(policy.deferrableShare);
  let wasDegraded = false;
  let deferrableBackAtMs = Number.NEGATIVE_INFINITY;

  return {
    admits(priority, nowMs) {
      const degraded = isDegraded();
      if (wasDegraded && !degraded) deferrableBackAtMs = nowMs + policy.returnAfterMs;
      wasDegraded = degraded;
      if (priority === 'normal') return !degraded || admitsNormal();
      if (priority === 'deferrable') return (!degraded && nowMs >= deferrableBackAtMs) || admitsDeferrable();
      return true;
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
