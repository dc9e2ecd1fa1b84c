import type { PlanClients } from '../shared/contracts/policies.ts';
import type { OperationName, Priority } from '../shared/operations.ts';
import type { AttemptOutcome } from '../shared/outcome.ts';
import type { Random } from '../shared/random.ts';
import type { BreakerState } from './breaker.ts';
import type { ClientEvent } from './client-event.ts';
import { createBreakers } from './routing/breakers.ts';
import { drawPlanned } from './routing/draw-planned.ts';
import { createHealth, noteProbeOutcome } from './routing/health.ts';
import { createLanes } from './routing/lanes.ts';
import { acquireRoute, findFrom, findPlace, type Lane, type Place, type Route } from './routing/place.ts';
import { createShifts } from './routing/shifts.ts';
import { createStandbyGuard } from './routing/standby-guard.ts';
import { createTrials } from './routing/trials.ts';
import { createTrust } from './routing/trust.ts';

export type { Permit } from './breaker.ts';
export type { Route } from './routing/place.ts';

/** An operation that asks where its next attempt goes. */
export interface RouteRequest {
  operation: OperationName;
  priority: Priority;
  /** As `plan` said. */
  planned: string;
  /** Share of its deadline that the operation has spent, from 0 to 1. */
  spent: number;
  /** Region of its last failed attempt; null at first. */
  failedIn: string | null;
  /** A region it can't leave; null where it may. */
  pinnedRegion: string | null;
}

/**
 * Chooses a region for each attempt of one client. While all is well that is the region planned; else the first that is
 * trusted, as the failover policy wants it. Times are on the client's clock, in ms, and never go back.
 */
export interface Router {
  /** The region an operation is planned for: the primary, or drawn by weight. */
  plan(operation: OperationName): string;
  /** Where its next attempt goes; null: refused everywhere, or held back to protect the standby. */
  route(request: RouteRequest, nowMs: number): Route | null;
  /** Another region than `besides` that takes a hedge now; null: none. */
  routeHedge(request: RouteRequest, besides: string, nowMs: number): Route | null;
  /** What became of an attempt; once for each route. */
  settle(route: Route, outcome: AttemptOutcome, nowMs: number): void;
  /** Whether some region is distrusted now: a breaker not closed, or found unhealthy. */
  isDegraded(): boolean;
  /** A health probe's answer. */
  noteProbe(region: string, outcome: AttemptOutcome, nowMs: number): void;
}

export interface RouterEvent extends ClientEvent {
  /** The region distrusted or trusted again, or to which ordinary traffic goes. */
  region: string;
}

export interface RouterOptions {
  clients: PlanClients;
  random: Random;
  onEvent(event: RouterEvent): void;
}

/** Without a diversion for so long, the next is told again. */
const quietMs = 1000;

const breakerEvents = {
  open: 'breakerOpened',
  halfOpen: 'breakerHalfOpened',
  closed: 'breakerClosed',
} as const satisfies Record<BreakerState, ClientEvent['type']>;

const noFailback = { kind: 'never', stableMs: 0, rampMs: 0 } as const;

export function createRouter({ clients, random, onEvent }: RouterOptions): Router {
  const { primary, failover } = clients;
  const regions = [primary, ...clients.standby];
  const failback = failover?.failback ?? noFailback;
  const deadlineShare = failover?.deadlineShare ?? null;
  let lastDivertedMs = Number.NEGATIVE_INFINITY;
  const healths = new Map(regions.map((region) => [region, createHealth()]));
  const breakersOf = createBreakers(clients.breaker, regions, (region, operation, state, atMs) => {
    lanes.takeStock();
    onEvent({ atMs, type: breakerEvents[state], region, ...(operation !== null && { detail: operation }) });
  });
  const lanes = createLanes({ healths, weights: failover?.weights ?? null, breakersOf });
  const trust = createTrust(failover);
  const trials = createTrials(clients.breaker, failback.stableMs);
  const guard = createStandbyGuard(failover?.standbyProtection ?? null, clients.count, random);
  const shifts = createShifts({ failback, trust, trials, random, onShift: announceShift });

  function announceShift(home: Place, from: Place, to: Place, atMs: number): void {
    const type = to === home ? 'failedBack' : 'failedOver';
    onEvent({ atMs, type, region: to.region, detail: `from ${from.region}` });
  }

  function isListed(operation: OperationName): boolean {
    return failover !== null && (failover.operations === null || failover.operations.includes(operation));
  }

  /** A probe of a place, when its half-open breaker has one to give. */
  function probe(place: Place, nowMs: number): Route | null {
    const isDue = place.breaker.state() !== 'closed' && trust.isOpen(place, nowMs);
    return isDue ? acquireRoute(place, nowMs) : null;
  }

  /** Single attempts that are to find out whether a place is well again, wherever ordinary traffic is. */
  function beginCheck({ places }: Lane, nowMs: number): Route | null {
    // By index: each operation of a failed-over client comes by here, and k6 iterates slowly.
    for (let i = 0; i < places.length; i += 1) {
      const place = places[i] as Place;
      if (!trust.mayReturn(place, nowMs)) continue;
      const route = shifts.isProvingItself(place, nowMs) ? trials.begin(place, nowMs) : probe(place, nowMs);
      if (route !== null) return route;
    }
    return null;
  }

  function followShifts(lane: Lane, nowMs: number): void {
    let hasChanged = false;
    for (let i = 0; i < lane.places.length; i += 1) {
      const place = lane.places[i] as Place;
      if (place.weight > 0 && shifts.follow(lane, place, nowMs)) hasChanged = true;
    }
    if (hasChanged) lanes.takeStock();
  }

  /** The next trusted place after one, if the guard lets the operation go there. */
  function findOther(lane: Lane, besides: Place, { planned, priority }: RouteRequest, nowMs: number): Place | null {
    const other = findFrom(lane, besides, (place) => place !== besides && trust.isTrusted(place, nowMs));
    if (other === null || other.region === planned) return other;
    return guard.admits(priority, findPlace(lane, planned).leftAtMs, nowMs) ? other : null;
  }

  /** Whether an operation has spent too much of its time at home to try it there again. */
  function isHurried({ spent, failedIn }: RouteRequest, home: Place): boolean {
    return deadlineShare !== null && spent >= deadlineShare && failedIn === home.region;
  }

  /** Told once for diversions that follow each other closely. */
  function noteDiversion(home: Place, other: Place, atMs: number): void {
    if (atMs - lastDivertedMs > quietMs) {
      onEvent({ atMs, type: 'diverted', region: other.region, detail: `from ${home.region}` });
    }
    lastDivertedMs = atMs;
  }

  function routeOrdinary(lane: Lane, home: Place, request: RouteRequest, nowMs: number): Route | null {
    const server = shifts.chooseServer(home, nowMs);
    // Where nobody is trusted, whoever may be probed is.
    if (!trust.isTrusted(server, nowMs)) {
      return findFrom(lane, server, (place) => probe(place, nowMs) !== null)?.route ?? null;
    }
    if (server !== home) {
      return guard.admits(request.priority, home.leftAtMs, nowMs) ? acquireRoute(server, nowMs) : null;
    }
    const other = isHurried(request, home) ? findOther(lane, home, request, nowMs) : null;
    if (other === null) return acquireRoute(home, nowMs);
    noteDiversion(home, other, nowMs);
    return acquireRoute(other, nowMs);
  }

  function routeFreely(lane: Lane, home: Place, request: RouteRequest, nowMs: number): Route | null {
    const check = beginCheck(lane, nowMs);
    if (check !== null) return check;
    followShifts(lane, nowMs);
    return routeOrdinary(lane, home, request, nowMs);
  }

  return {
    plan(operation) {
      if (failover === null || failover.weights === null) return primary;
      const isCalm = lanes.distrusted() === 0 && lanes.away() === 0;
      // An operation that must stay is planned as if all were well: else planning would move it.
      return drawPlanned(lanes.of(operation), random, isCalm || !isListed(operation)).region;
    },

    route(request, nowMs) {
      const { operation, pinnedRegion, failedIn } = request;
      const lane = lanes.of(operation);
      const home = findPlace(lane, pinnedRegion ?? request.planned);
      const isCalm = lanes.distrusted() === 0 && lanes.away() === 0 && failedIn === null;
      if ((isCalm && !trust.isSwitchedAway(nowMs)) || pinnedRegion !== null || !isListed(operation)) {
        return acquireRoute(home, nowMs);
      }
      return routeFreely(lane, home, request, nowMs);
    },

    routeHedge(request, besides, nowMs) {
      if (request.pinnedRegion !== null || (failover !== null && !isListed(request.operation))) return null;
      const lane = lanes.of(request.operation);
      const asked = findPlace(lane, besides);
      const other = findOther(lane, asked, request, nowMs);
      if (other !== null) return acquireRoute(other, nowMs);
      // Where no ordinary traffic would ever probe a breaker that hedges have opened, a hedge does.
      const isOurs = (place: Place): boolean => place !== asked && !trust.mayReturn(place, nowMs);
      return findFrom(lane, asked, (place) => isOurs(place) && probe(place, nowMs) !== null)?.route ?? null;
    },

    settle(route, outcome, nowMs) {
      trials.settle(route, outcome, nowMs);
      route.permit.breaker.settle(route.permit, outcome, nowMs);
    },

    isDegraded: () => lanes.distrusted() > 0,

    noteProbe(region, outcome, nowMs) {
      const policy = failover?.healthProbe ?? null;
      const health = healths.get(region);
      if (policy === null || health === undefined || !noteProbeOutcome(health, policy, outcome, nowMs)) return;
      lanes.takeStock();
      const type = health.isHealthy ? 'regionHealthy' : 'regionUnhealthy';
      onEvent({ atMs: nowMs, type, region, detail: outcome });
    },
  };
}
