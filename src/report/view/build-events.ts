import type { Result } from '../../shared/contracts/result.ts';
import { type DrillEvent, eventTypes } from '../../shared/contracts/telemetry.ts';
import { formatCount, formatMoment } from '../../shared/format.ts';
import { nameEvent } from './names.ts';

export interface EventRow {
  at: string;
  event: string;
  region: string;
  /** Who saw it: a client, or the conductor of the faults. */
  source: string;
  detail: string;
}

export interface EventsView {
  rows: EventRow[];
  total: string;
  /** How many there were of each type: `breaker opened 10, failed over 10`. */
  counts: string;
  /** null when no event was left out. */
  note: string | null;
}

/** First ones of each type, and as many last ones: a type of which there are many must not bury the others. */
const mostPerEnd = 12;

export function buildEvents({ events }: Pick<Result, 'events'>): EventsView {
  const sorted = [...events].sort((a, b) => a.atMs - b.atMs);
  const byType = eventTypes
    .map((type) => ({ type, all: sorted.filter((event) => event.type === type) }))
    .filter(({ all }) => all.length > 0);
  const shown = byType.flatMap(({ all }) => takeEnds(all)).sort((a, b) => a.atMs - b.atMs);
  return {
    rows: shown.map(buildRow),
    total: formatCount(sorted.length),
    counts: byType.map(({ type, all }) => `${nameEvent(type)} ${formatCount(all.length)}`).join(', '),
    note:
      shown.length === sorted.length
        ? null
        : `The first ${mostPerEnd} and the last ${mostPerEnd} of each kind, ${formatCount(shown.length)} of ${formatCount(sorted.length)} events; result.json has more of them.`,
  };
}

function takeEnds(all: readonly DrillEvent[]): readonly DrillEvent[] {
  return all.length <= 2 * mostPerEnd ? all : [...all.slice(0, mostPerEnd), ...all.slice(-mostPerEnd)];
}

function buildRow(event: DrillEvent): EventRow {
  return {
    at: formatMoment(event.atMs),
    event: nameEvent(event.type),
    region: event.region ?? '',
    source: event.client === undefined ? 'conductor' : `client ${event.client}`,
    detail: [event.fault, event.detail].filter((part) => part !== undefined).join(': '),
  };
}
