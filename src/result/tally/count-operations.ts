import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import { includes, type Scope } from './scope.ts';
import type { Tally } from './tally.ts';
import { wasSent } from './was-sent.ts';

export interface Counts {
  count: number;
  succeeded: number;
}

export interface OperationCounts extends Counts {
  shed: number;
  /** Sent to any region. */
  sent: number;
  /** The same by second of scheduled time; seconds without operations are left out. */
  seconds: Counts[];
}

const binsPerSecond = latencyBinMs / countBinMs;

/** Counts the operations in scope. Those of which nothing was sent (shed ones, and most rejected ones) belong to no region. */
export function countOperations(tally: Tally, scope: Scope): OperationCounts {
  const seconds = new Map<number, Counts>();
  let shed = 0;
  let sent = 0;
  for (const cell of tally.operations.values()) {
    if (!includes(scope, cell)) continue;
    for (let bin = 0; bin < cell.total.length; bin += 1) {
      const count = cell.total[bin] ?? 0;
      if (count === 0 || (scope.phase !== null && tally.binPhases[bin] !== scope.phase)) continue;
      const second = Math.floor(bin / binsPerSecond);
      const entry = seconds.get(second) ?? { count: 0, succeeded: 0 };
      entry.count += count;
      entry.succeeded += cell.succeeded[bin] ?? 0;
      seconds.set(second, entry);
      shed += cell.shed[bin] ?? 0;
      if (wasSent(cell)) sent += count;
    }
  }
  const list = [...seconds.values()];
  return { ...addUp(list), shed, sent, seconds: list };
}

function addUp(list: readonly Counts[]): Counts {
  return {
    count: list.reduce((sum, entry) => sum + entry.count, 0),
    succeeded: list.reduce((sum, entry) => sum + entry.succeeded, 0),
  };
}
