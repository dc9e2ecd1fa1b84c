import { joinWords } from '../../shared/format.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, nothingFound, warning } from './findings.ts';

/** What a reader must know to read the figures of a closed load. */
export function checkClosedLoads({ plan: { workloads } }: Tally): Findings {
  const closed = workloads.filter(({ load }) => load.model === 'closed').map(({ name }) => name);
  if (closed.length === 0) return nothingFound;
  const which = workloads.length === 1 ? 'The load is closed' : `The load of ${joinWords(closed)} is closed`;
  return warning(
    `${which}: latency counts from each operation's start, and a stall holds operations back instead of showing in it, so latency, success and the times to fail over and recover look better than independent users would find them; use an open load to see those.`,
  );
}
