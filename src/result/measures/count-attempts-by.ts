import type { Result } from '../../shared/contracts/result.ts';
import type { PhaseName } from '../../shared/operations.ts';
import { attemptCauses } from '../../shared/outcome.ts';
import type { AttemptCell, Tally } from '../tally/tally.ts';

interface Tries {
  count: number;
  succeeded: number;
}

/** Attempts by phase and cause, health probes too; causes that did not occur are left out. */
export function countByCause(tally: Tally): Result['retries']['byCause'] {
  return forEachPhase(tally, (cells, phase) => {
    const counts = countBy(cells, ({ cause }) => cause);
    return attemptCauses.flatMap((cause) => {
      const tries = counts.get(cause);
      return tries === undefined ? [] : [{ phase, cause, ...tries }];
    });
  });
}

/** Attempts by phase and their number among those of their request; health probes are nobody's second try and left out. */
export function countByAttempt(tally: Tally): Result['retries']['byAttempt'] {
  return forEachPhase(tally, (cells, phase) => {
    const counts = countBy(
      cells.filter(({ cause }) => cause !== 'probe'),
      ({ number }) => number,
    );
    return [...counts]
      .sort(([left], [right]) => left - right)
      .map(([attempt, tries]) => ({ phase, attempt, ...tries }));
  });
}

function forEachPhase<T>(
  { plan, attempts }: Tally,
  list: (cells: readonly AttemptCell[], phase: PhaseName) => T[],
): T[] {
  const cells = [...attempts.values()];
  return plan.phases.flatMap(({ name }) =>
    list(
      cells.filter(({ phase }) => phase === name),
      name,
    ),
  );
}

function countBy<K>(cells: readonly AttemptCell[], keyOf: (cell: AttemptCell) => K): Map<K, Tries> {
  const counts = new Map<K, Tries>();
  for (const cell of cells) {
    const known = counts.get(keyOf(cell)) ?? { count: 0, succeeded: 0 };
    known.count += cell.count;
    if (cell.outcome === 'ok') known.succeeded += cell.count;
    counts.set(keyOf(cell), known);
  }
  return counts;
}
