import { formatCount } from '../../shared/format.ts';
import { countOperations } from '../tally/count-operations.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** The parts of the telemetry agree: each success has a latency, each operation that was sent has a first attempt. */
export function checkConsistency(tally: Tally): Findings {
  return joinFindings([checkLatencies(tally), checkFirstAttempts(tally)]);
}

function checkLatencies(tally: Tally): Findings {
  const { succeeded } = countOperations(tally, everything);
  const timed = tally.latencySeconds.reduce((sum, { count }) => sum + count, 0);
  if (timed === succeeded) return nothingFound;
  return reason(
    `${formatCount(succeeded)} operations succeeded but ${formatCount(timed)} latencies of successes were recorded; the telemetry contradicts itself, so keep the run directory and report it as a defect.`,
  );
}

function checkFirstAttempts(tally: Tally): Findings {
  const first = [...tally.attempts.values()]
    .filter(({ cause }) => cause === 'first')
    .reduce((sum, { count }) => sum + count, 0);
  const sent = [...tally.operations.values()]
    .filter(({ region }) => region !== '')
    .reduce((sum, { total }) => sum + total.reduce((part, count) => part + count, 0), 0);
  if (first === sent) return nothingFound;
  return warning(
    `${formatCount(sent)} operations were sent but ${formatCount(first)} first attempts were recorded; retry amplification is off by as much.`,
  );
}
