import type { Result } from '../../shared/contracts/result.ts';
import { formatMoment } from '../../shared/format.ts';
import { type Capped, capRows } from './cap-rows.ts';
import { nameEvent } from './names.ts';

export interface EventRow {
  at: string;
  event: string;
  region: string;
  /** Who saw it: a client, or the conductor of the faults. */
  source: string;
  detail: string;
}

const mostEvents = 200;

export function buildEvents(result: Result): Capped<EventRow> {
  const rows = [...result.events]
    .sort((a, b) => a.atMs - b.atMs)
    .map((event) => ({
      at: formatMoment(event.atMs),
      event: nameEvent(event.type),
      region: event.region ?? '',
      source: event.client === undefined ? 'conductor' : `client ${event.client}`,
      detail: [event.fault, event.detail].filter((part) => part !== undefined).join(': '),
    }));
  return capRows(rows, mostEvents, 'events');
}
