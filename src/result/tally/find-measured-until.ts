import { countBinMs } from '../../shared/bins.ts';
import { countClients } from '../../shared/load.ts';
import { isComplete } from './flush-sequence.ts';
import type { Tally } from './tally.ts';

/**
 * Until when the run was measured, in ms from its start: its planned end, or, when it was interrupted or its telemetry
 * breaks off, the end of the last bin with an operation. What comes after is unknown, not empty.
 */
export function findMeasuredUntil(tally: Tally): number {
  if (isWhole(tally)) return tally.endMs;
  let last = -1;
  for (const { total } of tally.operations.values()) {
    last = Math.max(
      last,
      total.findLastIndex((count) => count > 0),
    );
  }
  return Math.min(tally.endMs, (last + 1) * countBinMs);
}

/** Whether the run reached its planned end: the runner saw it end, and every client has drained and said so. */
export function isWhole({ end, clients, plan }: Tally): boolean {
  if (end === null || end.interrupted || clients.size < countClients(plan)) return false;
  return [...clients.values()].every(isComplete);
}
