import type { FailoverPolicy } from '../shared/contracts/plan.ts';
import type { Breaker, Permit } from './breaker.ts';

/** Where the next attempt goes, and the permit under which its breaker lets it. */
export interface Route {
  region: string;
  permit: Permit;
}

/**
 * Chooses a region for each attempt: the primary while its breaker lets it, else the first standby that does.
 * Without a failover policy only the primary is ever asked.
 */
export interface Router {
  /** null when every breaker refuses. */
  route(nowMs: number): Route | null;
  settle(route: Route, success: boolean, nowMs: number): void;
  /** For an attempt that says nothing about its region. */
  release(route: Route): void;
}

export interface RouterOptions {
  /** The primary first, then its standbys in order of preference. */
  regions: readonly string[];
  breakers: ReadonlyMap<string, Breaker>;
  failover: FailoverPolicy | null;
  /** Called when ordinary traffic (not a probe) starts to go to another region. */
  onShift: (from: string, to: string, nowMs: number) => void;
}

export function createRouter({ regions, breakers, failover, onShift }: RouterOptions): Router {
  const reachable = failover === null ? regions.slice(0, 1) : regions;
  let current = reachable[0] as string;

  /** Order of preference: with `never`, a region once left is asked again only when all after it refuse. */
  function listCandidates(): readonly string[] {
    if (failover?.failback !== 'never') return reachable;
    const start = reachable.indexOf(current);
    return [...reachable.slice(start), ...reachable.slice(0, start)];
  }

  return {
    route(nowMs) {
      for (const region of listCandidates()) {
        const permit = breakers.get(region)?.tryAcquire(nowMs);
        if (!permit) continue;
        if (!permit.probe && region !== current) {
          const from = current;
          current = region;
          onShift(from, region, nowMs);
        }
        return { region, permit };
      }
      return null;
    },
    settle: (route, success, nowMs) => breakers.get(route.region)?.settle(route.permit, success, nowMs),
    release: (route) => breakers.get(route.region)?.release(route.permit),
  };
}
