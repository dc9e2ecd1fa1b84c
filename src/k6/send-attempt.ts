import http, { type RefinedParams, type RefinedResponse, type ResponseType } from 'k6/http';
import type { AttemptReply, TransportFailure } from '../client/attempt.ts';
import { readErrorCode } from '../client/taxonomy.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { S3Request } from '../shared/s3-request.ts';
import { createSigner } from './sign-request.ts';

/**
 * One HTTP request to one region; answers once, whatever happens.
 * @param name what k6's own metrics are tagged with
 */
export type SendAttempt = (
  request: S3Request,
  name: string,
  timeoutMs: number,
  onReply: (reply: AttemptReply) => void,
) => void;

type Reply = RefinedResponse<'text'>;

/**
 * What we store is ASCII, so a text is compared in no time, and its characters are its bytes. A body that is not ASCII
 * can't be taken for one that is: each of its other bytes becomes another character.
 */
const responseType = 'text' satisfies ResponseType;

export function createSender(access: RegionAccess): SendAttempt {
  const sign = createSigner(access);

  return (request, name, timeoutMs, onReply) => {
    const url = access.endpoint + request.path + (request.query === '' ? '' : `?${request.query}`);
    const params: RefinedParams<'text'> = {
      headers: sign(request),
      responseType,
      redirects: 0,
      // k6 takes 0 for "no time-out".
      timeout: Math.max(1, Math.ceil(timeoutMs)),
      tags: { name },
    };
    const bytesSent = request.body === null ? 0 : request.body.length;
    void http.asyncRequest(request.method, url, request.body, params).then(
      (reply) => onReply(readReply(reply as Reply, bytesSent)),
      // k6 rejects only what it could not send at all.
      () => onReply(describeFailure('transportError', 0)),
    );
  };
}

/** A reply whose headers are looked up when asked for: each look-up crosses from Go to JavaScript. */
interface LazyReply extends AttemptReply {
  source: Reply;
}

function readReply(source: Reply, bytesSent: number): AttemptReply {
  const { status, error_code: errorCode } = source;
  // k6 gives an HTTP error the code 1000 + its status; with any other the answer has broken off, whatever its status.
  if (status === 0 || (errorCode !== 0 && errorCode !== 1000 + status)) return readFailure(errorCode, bytesSent);
  const body = source.body ?? '';
  const isError = status >= 400;
  const reply: LazyReply = {
    status,
    // HEAD has no body; its code stays ''.
    code: isError ? readErrorCode(body) : '',
    fromS3: !isError || source.headers['X-Amz-Request-Id'] !== undefined,
    transport: null,
    retryAfterMs: isError ? readRetryAfter(source.headers) : null,
    body,
    header: lookUpHeader,
    bytesSent,
    bytesReceived: body.length,
    source,
  };
  return reply;
}

function lookUpHeader(this: LazyReply, name: string): string | null {
  return this.source.headers[name] ?? null;
}

/** No answer, or one that broke off before its end. */
function readFailure(errorCode: number, bytesSent: number): AttemptReply {
  const transport = nameTransportFailure(errorCode);
  // Where no connection came about, no byte has left.
  const isUnsent = transport === 'connectionRefused' || transport === 'dnsError';
  return describeFailure(transport, isUnsent ? 0 : bytesSent);
}

function describeFailure(transport: TransportFailure, bytesSent: number): AttemptReply {
  return {
    status: 0,
    code: '',
    fromS3: false,
    transport,
    retryAfterMs: null,
    body: '',
    header: () => null,
    bytesSent,
    bytesReceived: 0,
  };
}

/**
 * k6's error codes (documentation, "Error codes"). 1000 is what an unexpected end of the connection gives, also in the
 * midst of a body; 1200 and 1201 are what a reset can look like while a body is still being sent.
 */
function nameTransportFailure(errorCode: number): TransportFailure {
  if (errorCode === 1050 || errorCode === 1211) return 'attemptTimeout';
  if (errorCode === 1212) return 'connectionRefused';
  if (errorCode === 1000 || errorCode === 1200 || errorCode === 1201 || errorCode === 1220) return 'connectionReset';
  if (errorCode >= 1100 && errorCode < 1200) return 'dnsError';
  return 'transportError';
}

/** As the SDK reads it: `retry-after` in seconds or as a date, `x-amz-retry-after` in milliseconds. */
function readRetryAfter(headers: Record<string, string>): number | null {
  const standard = headers['Retry-After'];
  const seconds = Number(standard ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const waitMs =
    standard === undefined ? Number(headers['X-Amz-Retry-After'] ?? Number.NaN) : Date.parse(standard) - Date.now();
  return Number.isFinite(waitMs) ? waitMs : null;
}
