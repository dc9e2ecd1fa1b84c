import type { DrillEvent, EventType } from '../../shared/contracts/telemetry.ts';

/** Of each type; more would make results of long runs large, and nobody reads as many. */
export const mostEventsPerType = 2000;

export interface KeptEvents {
  /** In order of time. */
  events: DrillEvent[];
  /** Types of which some were left out, by how many there were. */
  thinned: ReadonlyMap<EventType, number>;
}

/** Keeps at most 2,000 events of each type, evenly over all that there were, the first and the last among them. */
export function thinEvents(events: readonly DrillEvent[]): KeptEvents {
  const byType = new Map<EventType, DrillEvent[]>();
  for (const event of events.toSorted((left, right) => left.atMs - right.atMs)) {
    const known = byType.get(event.type);
    if (known === undefined) byType.set(event.type, [event]);
    else known.push(event);
  }
  const thinned = new Map(
    [...byType].filter(([, all]) => all.length > mostEventsPerType).map(([type, all]) => [type, all.length]),
  );
  const kept = [...byType.values()].flatMap(spread).sort((left, right) => left.atMs - right.atMs);
  return { events: kept, thinned };
}

function spread(all: readonly DrillEvent[]): DrillEvent[] {
  if (all.length <= mostEventsPerType) return [...all];
  const step = (all.length - 1) / (mostEventsPerType - 1);
  return Array.from({ length: mostEventsPerType }, (_, index) => all[Math.round(index * step)] as DrillEvent);
}
