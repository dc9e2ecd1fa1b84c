import type { FlushRecord, TelemetryRecord } from '../../shared/contracts/telemetry.ts';
import { createFlushSequence, noteFlush } from './flush-sequence.ts';
import { foldFlush } from './fold-flush.ts';
import type { Tally } from './tally.ts';

/** Adds one record of telemetry. Order does not matter, and a record sent twice counts once. */
export function foldRecord(tally: Tally, record: TelemetryRecord): void {
  switch (record.type) {
    // Provenance: it changes no figure, and `finish` is told it.
    case 'run':
      return;
    case 'start':
      tally.start = record;
      return;
    case 'flush':
      if (isNew(tally, record)) foldFlush(tally, record);
      return;
    case 'conductor':
      if (!noteFlush(tally.conductor, record.seq, record.final)) return;
      tally.events.push(...record.events);
      return;
    case 'gateway': {
      const known = tally.gateways.get(record.state.region);
      if (known === undefined || known.nowEpochMs <= record.state.nowEpochMs) {
        tally.gateways.set(record.state.region, record.state);
      }
      return;
    }
    case 'end':
      tally.end = record;
  }
}

function isNew(tally: Tally, { client, seq, final }: FlushRecord): boolean {
  let sequence = tally.clients.get(client);
  if (sequence === undefined) {
    sequence = createFlushSequence();
    tally.clients.set(client, sequence);
  }
  return noteFlush(sequence, seq, final);
}
