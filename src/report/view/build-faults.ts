import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatMoment, formatPercent } from '../../shared/format.ts';
import { type Capped, capRows } from './cap-rows.ts';
import type { Tone } from './tone.ts';
import { knowsFaults } from './trust.ts';

export interface FaultRow {
  id: string;
  kind: string;
  region: string;
  window: string;
  requested: string;
  observed: string;
  matched: string;
  injected: string;
  word: string;
  tone: Tone;
}

const mostFaults = 100;

const notCounted = { word: 'not counted', tone: 'plain' } as const;

export function buildFaults(result: Result): Capped<FaultRow> {
  const rows = result.faults.map((fault): FaultRow => {
    const seen = fault.injected > 0;
    const unseen = knowsFaults(result) ? ({ word: 'never observed', tone: 'bad' } as const) : notCounted;
    return {
      id: fault.id,
      kind: fault.kind,
      region: fault.region,
      window: `${formatMoment(fault.fromMs)} to ${formatMoment(fault.toMs)}`,
      requested: fault.requested === null ? 'by limit' : formatPercent(fault.requested),
      observed: formatPercent(fault.observed),
      matched: formatCount(fault.matched),
      injected: formatCount(fault.injected),
      ...(seen ? ({ word: 'observed', tone: 'plain' } as const) : unseen),
    };
  });
  return capRows(rows, mostFaults, 'faults');
}
