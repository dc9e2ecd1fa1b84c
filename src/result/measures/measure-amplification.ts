import type { AttemptCause } from '../../shared/outcome.ts';
import { includes, includesPhase, type Scope } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

export interface Amplification {
  /** attempts ÷ requests; null without requests. */
  amplification: number | null;
  /** All but health probes, which no operation asks for. */
  attempts: number;
  /** Requests that would have been sent had none failed: the first attempt of each. */
  requests: number;
  retries: number;
}

/** Causes of attempts that an operation makes though all goes well; all others answer a failure or a conflict, or fear one. */
const plannedCauses: ReadonlySet<AttemptCause> = new Set(['first', 'next']);

/**
 * Retry amplification = attempts ÷ requests that would have been sent had none failed. An operation of several requests
 * (pages, parts) counts each of them; retries (a write sent again after a conflict too), hedges, looks after ambiguous
 * writes and clean-up come on top. With a region in scope: attempts on it ÷ those requests on it.
 */
export function measureAmplification(tally: Tally, scope: Scope): Amplification {
  let attempts = 0;
  let requests = 0;
  let retries = 0;
  for (const cell of tally.attempts.values()) {
    if (cell.cause === 'probe' || !includesPhase(scope, cell) || !includes(scope, cell)) continue;
    attempts += cell.count;
    if (plannedCauses.has(cell.cause)) requests += cell.count;
    if (cell.cause === 'retry') retries += cell.count;
  }
  return { amplification: requests === 0 ? null : attempts / requests, attempts, requests, retries };
}
