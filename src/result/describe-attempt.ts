import type { AttemptOutcome } from '../shared/outcome.ts';

const causes: Record<AttemptOutcome, string> = {
  ok: 'success',
  serverError: 'server error',
  throttled: 'throttling',
  middleboxError: 'middlebox error',
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

/** How an attempt ended, as S3 calls it where S3 had a word. */
export function nameCause({ outcome, code }: { outcome: AttemptOutcome; code: string }): string {
  return code === '' ? causes[outcome] : code;
}
