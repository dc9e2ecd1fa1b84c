import type { Answerer } from '../../shared/contracts/result.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';

/** What an HTTP answer that S3 did not send is told by. */
const answeredOutcomes: ReadonlySet<AttemptOutcome> = new Set([
  'throttled',
  'middleboxError',
  'gatewayTimeout',
  'clientError',
]);

/** Who answered an attempt. @param fromS3 as in its row of telemetry */
export function findAnswerer(outcome: AttemptOutcome, fromS3: 0 | 1): Answerer {
  if (fromS3 === 1) return 's3';
  return answeredOutcomes.has(outcome) ? 'middlebox' : 'nobody';
}
