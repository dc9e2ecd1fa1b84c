import type { Breaker, Permit } from '../breaker.ts';
import type { RegionBreakers } from './breakers.ts';
import type { Health } from './health.ts';

/** Where an attempt goes, and the permit under which its breaker lets it. */
export interface Route {
  readonly region: string;
  /** Opaque to all but its router. */
  readonly permit: Permit;
}

/**
 * A region, as the operations of one lane see it. It is the home of those planned for it, and its state says where they
 * are: at home, away, or coming back.
 */
export interface Place {
  readonly region: string;
  readonly isPrimary: boolean;
  readonly breaker: Breaker;
  readonly health: Health;
  /** Share of operations planned for it; 0: it only stands by. */
  readonly weight: number;
  /** Who serves those planned for it while they are away, and still in part while they come back; null: they are at home. */
  server: Place | null;
  /** When they last left home; −∞ when they never did. */
  leftAtMs: number;
  /** Since when they come back; null unless they do. */
  returningFromMs: number | null;
  /** The last route given out: while its breaker is closed, it serves for the next attempt too. */
  route: Route | null;
}

/** Operations that go by the same breakers, and so move together. */
export interface Lane {
  readonly breakers: RegionBreakers;
  /** The primary, then its standbys in order of preference. */
  readonly places: readonly Place[];
  readonly byRegion: ReadonlyMap<string, Place>;
  readonly totalWeight: number;
}

/** @param weights by region; one that is missing only stands by. null: all operations are planned for the first */
export function createLane(
  breakers: RegionBreakers,
  healths: ReadonlyMap<string, Health>,
  weights: Readonly<Record<string, number>> | null,
): Lane {
  const places = [...breakers].map(([region, breaker], index): Place => {
    const isPrimary = index === 0;
    return {
      region,
      isPrimary,
      breaker,
      health: healths.get(region) as Health,
      weight: weights === null ? Number(isPrimary) : (weights[region] ?? 0),
      server: null,
      leftAtMs: Number.NEGATIVE_INFINITY,
      returningFromMs: null,
      route: null,
    };
  });
  const byRegion = new Map(places.map((place) => [place.region, place]));
  return { breakers, places, byRegion, totalWeight: places.reduce((sum, { weight }) => sum + weight, 0) };
}

export function findPlace({ byRegion }: Lane, region: string): Place {
  const place = byRegion.get(region);
  if (place === undefined) throw new Error(`the client has no region ${region}`);
  return place;
}

/** A route to a place, if its breaker gives a permit. */
export function acquireRoute(place: Place, nowMs: number): Route | null {
  const permit = place.breaker.tryAcquire(nowMs);
  if (permit === null) return null;
  if (place.route?.permit !== permit) place.route = { region: place.region, permit };
  return place.route;
}

/** The first of all places, beginning at one and ending just before it, that passes a test. */
export function findFrom({ places }: Lane, from: Place, test: (place: Place) => boolean): Place | null {
  const start = places.indexOf(from);
  for (let i = 0; i < places.length; i += 1) {
    const place = places[(start + i) % places.length] as Place;
    if (test(place)) return place;
  }
  return null;
}
