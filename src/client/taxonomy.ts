import type { RequestName } from '../shared/operations.ts';
import { type AttemptOutcome, outageOutcomes } from '../shared/outcome.ts';
import type { AttemptReply } from './attempt.ts';

/** Who is to be asked about an outcome: whose fault it is, as far as a client can tell. */
export type Owner =
  /** S3 itself. */
  | 'region'
  /** A proxy or load balancer in front of it. */
  | 'middlebox'
  /** Whoever asked: the request, its credentials, its quota. */
  | 'caller'
  /** Nobody answered: the region or the way to it, which look alike from here. */
  | 'network'
  /** The client's own lateness. */
  | 'client';

interface Traits {
  /** null where there is nothing to ask. */
  owner: Owner | null;
  /** Whether a write may or may not have been applied. */
  leavesWriteOpen: boolean;
  /** Whether it may come of asking too much, so that an adaptive limit should ask less. */
  signalsOverload: boolean;
}

/**
 * What each outcome means. An InternalError "might not have processed" the request: a later read may find the old or the new
 * value (Amazon S3 API Reference, "Error best practices"); the same holds for every answer that got lost on its way. A
 * refused connection or a name that does not resolve has sent nothing, and a throttled request was turned away before it
 * was applied.
 */
const traits: Readonly<Record<AttemptOutcome, Traits>> = {
  ok: { owner: null, leavesWriteOpen: false, signalsOverload: false },
  serverError: { owner: 'region', leavesWriteOpen: true, signalsOverload: true },
  throttled: { owner: 'caller', leavesWriteOpen: false, signalsOverload: true },
  middleboxError: { owner: 'middlebox', leavesWriteOpen: true, signalsOverload: true },
  gatewayTimeout: { owner: 'middlebox', leavesWriteOpen: true, signalsOverload: true },
  clientError: { owner: 'caller', leavesWriteOpen: false, signalsOverload: false },
  corrupt: { owner: 'region', leavesWriteOpen: false, signalsOverload: false },
  attemptTimeout: { owner: 'network', leavesWriteOpen: true, signalsOverload: true },
  deadlineExceeded: { owner: 'client', leavesWriteOpen: true, signalsOverload: true },
  connectionRefused: { owner: 'network', leavesWriteOpen: false, signalsOverload: true },
  connectionReset: { owner: 'network', leavesWriteOpen: true, signalsOverload: true },
  dnsError: { owner: 'network', leavesWriteOpen: false, signalsOverload: false },
  transportError: { owner: 'network', leavesWriteOpen: true, signalsOverload: true },
};

export function ownerOf(outcome: AttemptOutcome): Owner | null {
  return traits[outcome].owner;
}

export function leavesWriteOpen(outcome: AttemptOutcome): boolean {
  return traits[outcome].leavesWriteOpen;
}

const outages: ReadonlySet<AttemptOutcome> = new Set(outageOutcomes);

export function signalsOutage(outcome: AttemptOutcome): boolean {
  return outages.has(outcome);
}

export function signalsOverload(outcome: AttemptOutcome): boolean {
  return traits[outcome].signalsOverload;
}

/**
 * Codes that say more than the status they come with. S3 sends SlowDown, with 503 (Amazon S3 API Reference, "Error
 * responses"); the others are what stores and middleboxes may borrow from AWS, and what the SDK takes for throttling
 * (@smithy/core, THROTTLING_ERROR_CODES).
 */
const outcomeByCode: ReadonlyMap<string, AttemptOutcome> = new Map([
  ['SlowDown', 'throttled'],
  ['BandwidthLimitExceeded', 'throttled'],
  ['EC2ThrottledException', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['PriorRequestNotComplete', 'throttled'],
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['ThrottledException', 'throttled'],
  ['Throttling', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['TransactionInProgressException', 'throttled'],
]);

/** Statuses that mean something of their own, whoever sent them (RFC 9110 for 304, RFC 6585 for 429). */
const outcomeByStatus: ReadonlyMap<number, AttemptOutcome> = new Map([
  // The answer that a conditional read hopes for.
  [304, 'ok'],
  [429, 'throttled'],
]);

/** What an answer means by itself; a step that knows its payload may say more. */
export function classifyReply({ transport, status, code, fromS3 }: AttemptReply): AttemptOutcome {
  if (transport !== null) return transport;
  if (status >= 200 && status < 300) return 'ok';
  const known = outcomeByCode.get(code) ?? outcomeByStatus.get(status);
  if (known !== undefined) return known;
  if (status < 500) return 'clientError';
  if (fromS3) return 'serverError';
  return status === 504 ? 'gatewayTimeout' : 'middleboxError';
}

/** Requests whose success always has a body. */
const neverEmpty: ReadonlySet<RequestName> = new Set(['CopyObject', 'CompleteMultipartUpload']);

/**
 * Reads a success that carries an error as the SDK does (@aws-sdk/middleware-sdk-s3, throw-200-exceptions): S3 answers 200
 * before a long copy or completion is done, and can then report a failure only in the body. What GetObject brings is the
 * caller's and never read so.
 */
export function normalizeReply(reply: AttemptReply, request: RequestName): AttemptReply {
  const { status, transport } = reply;
  if (request === 'GetObject' || status < 200 || status >= 300 || transport !== null) return reply;
  const { body } = reply;
  if (body === '') return neverEmpty.has(request) ? turnIntoError(reply, 'InternalError') : reply;
  return body.endsWith('</Error>') ? turnIntoError(reply, readErrorCode(body)) : reply;
}

function turnIntoError(reply: AttemptReply, code: string): AttemptReply {
  const { fromS3, transport, retryAfterMs, body, bytesSent, bytesReceived } = reply;
  // Field by field: a reply may look its own fields up only when asked, which a copy would not.
  const header = (name: string): string | null => reply.header(name);
  return { status: 503, code, fromS3, transport, retryAfterMs, body, header, bytesSent, bytesReceived };
}

/** `Code` of an S3 error document; '' in anything else, such as a middlebox's HTML. */
export function readErrorCode(body: string): string {
  const document = body.indexOf('<Error');
  const start = document === -1 ? -1 : body.indexOf('<Code>', document);
  const end = start === -1 ? -1 : body.indexOf('</Code>', start);
  return end === -1 ? '' : body.slice(start + '<Code>'.length, end);
}
