import http, { type RefinedParams, type RefinedResponse, type ResponseType } from 'k6/http';
import type { AttemptReply, TransportFailure } from '../client/attempt.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { createSigner, type Signer, type UnsignedRequest } from './sign-request.ts';

/** A reply, and the body bytes that the attempt sent (or offered, when its connection broke) and got. */
export interface CountedReply extends AttemptReply {
  bytesSent: number;
  bytesReceived: number;
}

/** One HTTP request to one region; answers once, whatever happens. */
export type SendAttempt = (
  request: UnsignedRequest,
  operation: string,
  timeoutMs: number,
  onReply: (reply: CountedReply) => void,
) => void;

type Reply = RefinedResponse<'binary'>;

/** Binary: bodies of objects stay undecoded, and an error document can still be read. */
const responseType = 'binary' satisfies ResponseType;

export function createSender(access: RegionAccess): SendAttempt {
  const sign: Signer = createSigner(access);

  return (request, operation, timeoutMs, onReply) => {
    const url = access.endpoint + request.path + (request.query === '' ? '' : `?${request.query}`);
    const params: RefinedParams<'binary'> = {
      headers: sign(request),
      responseType,
      redirects: 0,
      // k6 takes 0 for "no time-out".
      timeout: Math.max(1, Math.ceil(timeoutMs)),
      tags: { name: operation },
    };
    const bytesSent = request.body?.length ?? 0;
    void http.asyncRequest(request.method, url, request.body, params).then(
      (reply) => onReply(readReply(reply as Reply, bytesSent)),
      // k6 rejects only what it could not send at all.
      () => onReply({ ...noReply, transport: 'transportError' }),
    );
  };
}

const noReply = { status: 0, code: '', fromS3: false, retryAfterMs: null, bytesSent: 0, bytesReceived: 0 } as const;

function readReply(reply: Reply, bytesSent: number): CountedReply {
  const { status } = reply;
  const bytesReceived = reply.body?.byteLength ?? 0;
  if (status === 0) {
    const transport = nameTransportFailure(reply.error_code);
    // Where no connection came about, no byte has left.
    const isUnsent = transport === 'connectionRefused' || transport === 'dnsError';
    return { ...noReply, transport, bytesSent: isUnsent ? 0 : bytesSent };
  }
  // Headers and code are looked up only where they decide something: each look-up crosses from Go to JavaScript.
  const isError = status >= 400;
  const code = isError ? readErrorCode(reply.body) : '';
  const fromS3 = !isError || reply.headers['X-Amz-Request-Id'] !== undefined;
  const retryAfterMs = isError ? readRetryAfter(reply.headers) : null;
  return { status, code, fromS3, retryAfterMs, transport: null, bytesSent, bytesReceived };
}

/**
 * k6's error codes (documentation, "Error codes"). 1000 is what an unexpected end of the connection gives; 1200 and 1201 are
 * what a reset can look like while a body is still being sent.
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

/** HEAD has no body; its code stays ''. An error document is small ASCII, so one call decodes it. */
function readErrorCode(body: ArrayBuffer | null): string {
  if (body === null || body.byteLength === 0) return '';
  const text = String.fromCharCode(...new Uint8Array(body.slice(0, 2048)));
  return /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? '';
}
