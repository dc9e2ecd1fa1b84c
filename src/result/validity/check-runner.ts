import { formatMs } from '../../shared/format.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason } from './findings.ts';

/** Nothing went wrong on our own side: conductor, k6 and runner. */
export function checkRunner(tally: Tally): Findings {
  return joinFindings([checkConductorFailures(tally), checkTroubles(tally), checkK6(tally)]);
}

function checkConductorFailures({ events }: Tally): Findings {
  const failures = events.filter((event) => event.type === 'conductorFailed');
  const [first] = failures;
  if (first === undefined) return nothingFound;
  const where = first.region ? ` at ${first.region}` : '';
  const others = failures.length > 1 ? ` (and ${failures.length - 1} more times)` : '';
  return reason(
    `The conductor failed to drive the faults${where} after ${formatMs(first.atMs)}${others}: ${endSentence(first.detail ?? 'no detail')} Faults may not have been on and off as planned; look in k6.log.`,
  );
}

function checkTroubles({ end }: Tally): Findings {
  return joinFindings((end?.troubles ?? []).map((trouble) => reason(endSentence(trouble))));
}

/** k6's exit code is data: what it means for us is only that its script did not run to its end. */
function checkK6({ end }: Tally): Findings {
  if (end === null || end.interrupted || end.k6ExitCode === 0) return nothingFound;
  // The runner has named its cause already.
  if (end.troubles.length > 0) return nothingFound;
  const how = end.k6ExitCode === null ? 'was killed' : `ended with code ${end.k6ExitCode}`;
  return reason(`k6 ${how} instead of running to its end; look in k6.log.`);
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
