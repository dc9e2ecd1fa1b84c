import http, { type RefinedParams, type RefinedResponse, type ResponseType } from 'k6/http';
import type { AttemptReply, TransportFailure } from '../client/attempt.ts';
import { createPool } from '../client/pool.ts';
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

type Response = RefinedResponse<'text'>;

/**
 * What we store is ASCII, so a text is compared in no time, and its characters are its bytes. A body that is not ASCII
 * can't be taken for one that is: each of its other bytes becomes another character.
 */
const responseType = 'text' satisfies ResponseType;

/** A native function looked up once: each look-up in a module of k6 costs 0.2 µs. */
const { asyncRequest } = http;

/** A request under way. Used for one after the other, so that its callbacks are made once. */
interface Exchange {
  bytesSent: number;
  onReply: (reply: AttemptReply) => void;
  readonly onResponse: (response: RefinedResponse<ResponseType | undefined>) => void;
  readonly onRefusal: () => void;
}

/** @param isTagged whether k6's own metrics tell requests apart by their name, which costs each of them 4 µs */
export function createSender(access: RegionAccess, isTagged: boolean): SendAttempt {
  const { endpoint } = access;
  const sign = createSigner(access);
  const exchanges = createPool(createExchange);
  // k6 has read it when asyncRequest() returns, so one serves all requests.
  const params: RefinedParams<'text'> = { headers: {}, responseType, redirects: 0, timeout: 0 };

  function createExchange(): Exchange {
    const exchange: Exchange = {
      bytesSent: 0,
      onReply: () => {},
      onResponse: (response) => conclude(exchange, readReply(response as Response, exchange.bytesSent)),
      // k6 rejects only what it could not send at all.
      onRefusal: () => conclude(exchange, describeFailure('transportError', 0)),
    };
    return exchange;
  }

  function conclude(exchange: Exchange, reply: AttemptReply): void {
    const { onReply } = exchange;
    exchanges.giveBack(exchange);
    onReply(reply);
  }

  return (request, name, timeoutMs, onReply) => {
    const { method, path, query, body } = request;
    const exchange = exchanges.take();
    exchange.onReply = onReply;
    exchange.bytesSent = body === null ? 0 : body.length;
    params.headers = sign(request);
    // k6 takes 0 for "no time-out".
    params.timeout = timeoutMs < 1 ? 1 : timeoutMs;
    if (isTagged) params.tags = { name };
    const url = query === '' ? endpoint + path : `${endpoint}${path}?${query}`;
    void asyncRequest(method, url, body, params).then(exchange.onResponse, exchange.onRefusal);
  };
}

/** A reply that hands down what a success usually says: of an object, each field of its own costs. */
interface LazyReply extends AttemptReply {
  source: Response | null;
}

const success: LazyReply = {
  status: 200,
  code: '',
  fromS3: true,
  transport: null,
  retryAfterMs: null,
  body: '',
  // Headers are looked up when asked for: each look-up crosses from Go to JavaScript.
  header(name) {
    return this.source?.headers[name] ?? null;
  },
  bytesSent: 0,
  bytesReceived: 0,
  source: null,
};

function readReply(source: Response, bytesSent: number): AttemptReply {
  const { status, error_code: errorCode } = source;
  // k6 gives an HTTP error the code 1000 + its status; with any other the answer has broken off, whatever its status.
  if (status === 0 || (errorCode !== 0 && errorCode !== 1000 + status)) return readFailure(errorCode, bytesSent);
  const body = source.body ?? '';
  const reply = Object.create(success) as LazyReply;
  reply.status = status;
  reply.body = body;
  reply.bytesSent = bytesSent;
  reply.bytesReceived = body.length;
  reply.source = source;
  if (status >= 400) readError(reply, source);
  return reply;
}

function readError(reply: LazyReply, { headers }: Response): void {
  // HEAD has no body; its code stays ''.
  reply.code = readErrorCode(reply.body);
  reply.fromS3 = headers['X-Amz-Request-Id'] !== undefined;
  reply.retryAfterMs = readRetryAfter(headers);
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
