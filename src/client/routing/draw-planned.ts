import type { Random } from '../../shared/random.ts';
import type { Lane, Place } from './place.ts';

/**
 * Draws the place that an operation is planned for, by weight: among those that are trusted and whose operations are at
 * home or coming back; among all when there is none.
 * @param isCalm all of them are, so nobody need look
 */
export function drawPlanned({ places, totalWeight }: Lane, random: Random, isCalm: boolean): Place {
  const trustedWeight = isCalm ? totalWeight : sumTrusted(places);
  const isAnyGood = isCalm || trustedWeight === 0;
  let rest = random() * (isAnyGood ? totalWeight : trustedWeight);
  let drawn = places[0] as Place;
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] as Place;
    if (place.weight === 0 || !(isAnyGood || isPlannedFor(place))) continue;
    drawn = place;
    rest -= place.weight;
    if (rest < 0) break;
  }
  return drawn;
}

function sumTrusted(places: readonly Place[]): number {
  let sum = 0;
  for (const place of places) if (isPlannedFor(place)) sum += place.weight;
  return sum;
}

function isPlannedFor(place: Place): boolean {
  const isHome = place.server === null || place.returningFromMs !== null;
  return isHome && place.health.isHealthy && place.breaker.state() === 'closed';
}
