import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import type { Place } from './place.ts';

/** Which places may be asked, and since when. */
export interface Trust {
  /** Whether the operator's switch keeps the primary out, whatever its breaker says. */
  isSwitchedAway(nowMs: number): boolean;
  /** Neither unhealthy nor switched away: its breaker decides. */
  isOpen(place: Place, nowMs: number): boolean;
  /** Takes ordinary traffic. */
  isTrusted(place: Place, nowMs: number): boolean;
  /** Since when a trusted place has been trusted, for all that is known of it; −∞: always. */
  trustedSinceMs(place: Place, nowMs: number): number;
  /** Whether operations that are away may come home to a place once it is trusted for long enough. */
  mayReturn(place: Place, nowMs: number): boolean;
}

export function createTrust(failover: FailoverPolicy | null): Trust {
  const awayAtMs = failover?.operator?.awayAtMs ?? Number.POSITIVE_INFINITY;
  const backAtMs = failover?.operator?.backAtMs ?? Number.POSITIVE_INFINITY;
  const kind = failover?.failback.kind ?? 'never';

  const isSwitchedAway = (nowMs: number): boolean => nowMs >= awayAtMs && nowMs < backAtMs;
  const isOpen = (place: Place, nowMs: number): boolean =>
    place.health.isHealthy && !(place.isPrimary && isSwitchedAway(nowMs));

  return {
    isSwitchedAway,
    isOpen,
    isTrusted: (place, nowMs) => place.breaker.state() === 'closed' && isOpen(place, nowMs),
    trustedSinceMs(place, nowMs) {
      // Where the operator alone decides, having been switched away says nothing against the region itself.
      const isSwitchedBack = place.isPrimary && nowMs >= backAtMs && kind !== 'operator';
      const switchedBackMs = isSwitchedBack ? backAtMs : Number.NEGATIVE_INFINITY;
      return Math.max(place.breaker.changedAtMs(), place.health.changedAtMs, switchedBackMs);
    },
    mayReturn(place, nowMs) {
      if (kind === 'operator') return place.isPrimary && nowMs >= backAtMs && place.leftAtMs < backAtMs;
      return kind === 'probe';
    },
  };
}
