import { includes, type Scope } from '../tally/count-operations.ts';
import type { Tally } from '../tally/tally.ts';

export interface Amplification {
  /** attempts ÷ operations that sent any; null when none did. */
  amplification: number | null;
  attempts: number;
  operations: number;
}

/**
 * Retry amplification = attempts ÷ operations that sent any. Each such operation has exactly one first attempt, so the
 * first attempts are counted. With a region in scope: attempts on it ÷ first attempts on it.
 */
export function measureAmplification(tally: Tally, scope: Scope): Amplification {
  let attempts = 0;
  let operations = 0;
  for (const cell of tally.attempts.values()) {
    if ((scope.phase !== null && scope.phase !== cell.phase) || !includes(scope, cell)) continue;
    attempts += cell.count;
    if (!cell.retry) operations += cell.count;
  }
  return { amplification: operations === 0 ? null : attempts / operations, attempts, operations };
}
