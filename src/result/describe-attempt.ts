import type { BlastCell } from '../shared/contracts/result.ts';
import type { AttemptOutcome } from '../shared/outcome.ts';

const causes: Record<AttemptOutcome, string> = {
  ok: 'success',
  serverError: 'server error',
  throttled: 'throttling',
  middleboxError: 'error',
  gatewayTimeout: 'gateway timeout',
  clientError: 'client error',
  corrupt: 'corrupt payload',
  attemptTimeout: 'attempt timeout',
  deadlineExceeded: 'cut off by the deadline',
  connectionRefused: 'connection refused',
  connectionReset: 'connection reset',
  dnsError: 'DNS error',
  transportError: 'transport error',
};

/** How attempts failed, as S3 calls it where S3 had a word, and who said so: `InternalError from us-east-1`. */
export function describeFailure({
  outcome,
  code,
  answeredBy,
  region,
}: Pick<BlastCell, 'outcome' | 'code' | 'answeredBy' | 'region'>): string {
  const failure = code === '' ? causes[outcome] : code;
  if (answeredBy === 'nobody') return `${failure} at ${region}`;
  return `${failure} from ${answeredBy === 'middlebox' ? 'a middlebox before ' : ''}${region}`;
}
