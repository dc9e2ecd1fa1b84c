import { formatCount } from '../../shared/format.ts';
import { type KeptEvents, mostEventsPerType } from '../tables/thin-events.ts';
import { type Findings, joinFindings, warning } from './findings.ts';

/** Says what a reader of the list of events does not find in it; no figure depends on what was left out. */
export function checkEvents({ thinned }: Pick<KeptEvents, 'thinned'>): Findings {
  return joinFindings(
    [...thinned].map(([type, count]) =>
      warning(
        `The list of events keeps ${formatCount(mostEventsPerType)} of ${formatCount(count)} ${type} events, the first and the last among them; the other ${formatCount(count - mostEventsPerType)} are counted in every figure, but not listed.`,
      ),
    ),
  );
}
