import type { OperationName } from '../../shared/operations.ts';
import type { RegionBreakers } from './breakers.ts';
import type { Health } from './health.ts';
import { createLane, type Lane } from './place.ts';

/** A client's lanes, and how many of their places are not as they should be: kept, because every operation asks. */
export interface Lanes {
  of(operation: OperationName): Lane;
  /** Counts anew; to be called after each change of a breaker, of a region's health, and of who serves whom. */
  takeStock(): void;
  /** Breakers that are not closed, and regions that are unhealthy. */
  distrusted(): number;
  /** Places whose operations are not at home. */
  away(): number;
}

export interface LanesOptions {
  /** By region; the primary first. */
  healths: ReadonlyMap<string, Health>;
  weights: Readonly<Record<string, number>> | null;
  breakersOf(operation: OperationName): RegionBreakers;
}

export function createLanes({ healths, weights, breakersOf }: LanesOptions): Lanes {
  const lanes: Lane[] = [];
  const byOperation: Partial<Record<OperationName, Lane>> = {};
  let distrusted = 0;
  let away = 0;

  function add(operation: OperationName): Lane {
    const breakers = breakersOf(operation);
    const known = lanes.find((lane) => lane.breakers === breakers);
    const lane = known ?? createLane(breakers, healths, weights);
    if (known === undefined) lanes.push(lane);
    byOperation[operation] = lane;
    return lane;
  }

  return {
    of: (operation) => byOperation[operation] ?? add(operation),
    takeStock() {
      distrusted = 0;
      away = 0;
      for (const { isHealthy } of healths.values()) distrusted += Number(!isHealthy);
      for (const { places } of lanes) {
        for (const place of places) {
          distrusted += Number(place.breaker.state() !== 'closed');
          away += Number(place.server !== null);
        }
      }
    },
    distrusted: () => distrusted,
    away: () => away,
  };
}
