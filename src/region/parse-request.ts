import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** Lower-case names. For presigned requests, x-amz-… parameters of the query count as headers too. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;
export type QueryPair = readonly [name: string, value: string];

/** The head of an S3 request, taken apart; the body is still on the wire. */
export interface S3Request {
  readonly method: string;
  /** Percent-encoded as it came, without the query. */
  readonly wirePath: string;
  /** '' for the service itself. */
  readonly bucket: string;
  /** '' for a bucket. */
  readonly key: string;
  readonly query: readonly QueryPair[];
  readonly headers: RequestHeaders;
}

const maxKeyBytes = 1024;

/**
 * Path-style only: `/bucket/key?query`. Dots and repeated slashes belong to the key: nothing is normalised.
 * @throws S3Error InvalidURI or KeyTooLongError
 */
export function parseRequest(message: IncomingMessage): S3Request {
  const url = message.url ?? '';
  if (!url.startsWith('/')) throw new S3Error('InvalidURI');
  const queryAt = url.indexOf('?');
  const wirePath = queryAt === -1 ? url : url.slice(0, queryAt);
  const path = decode(wirePath);
  const slashAt = path.indexOf('/', 1);
  const bucket = slashAt === -1 ? path.slice(1) : path.slice(1, slashAt);
  const key = slashAt === -1 ? '' : path.slice(slashAt + 1);
  if (bucket === '' && key !== '') throw new S3Error('InvalidURI');
  if (key.length > maxKeyBytes / 3 && Buffer.byteLength(key) > maxKeyBytes) throw new S3Error('KeyTooLongError');
  const query = queryAt === -1 ? [] : parseQuery(url.slice(queryAt + 1));
  const headers = readHeaders(message, query);
  return { method: message.method ?? '', wirePath, bucket, key, query, headers };
}

/** The first value of that name; undefined when it is absent. */
export function readQuery(request: S3Request, name: string): string | undefined {
  for (const pair of request.query) if (pair[0] === name) return pair[1];
  return undefined;
}

function parseQuery(text: string): QueryPair[] {
  const pairs: QueryPair[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equalsAt = part.indexOf('=');
    if (equalsAt === -1) pairs.push([decodeQuery(part), '']);
    else pairs.push([decodeQuery(part.slice(0, equalsAt)), decodeQuery(part.slice(equalsAt + 1))]);
  }
  return pairs;
}

function decodeQuery(text: string): string {
  return decode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}

// A presigner hoists headers into the query, where S3 reads them as if they were headers.
function readHeaders(message: IncomingMessage, query: readonly QueryPair[]): RequestHeaders {
  const headers = joinRepeated(message);
  if (!query.some(([name]) => name === 'X-Amz-Signature')) return headers;
  const merged: Record<string, string | undefined> = { ...headers };
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-') && !presignParameters.has(lower)) merged[lower] ??= value;
  }
  return merged;
}

/** Node joins repeated headers by a comma and a space; signatures and user metadata want the comma alone. */
function joinRepeated({ headers, rawHeaders }: IncomingMessage): RequestHeaders {
  let count = 0;
  for (const _ in headers) count += 1;
  // Only set-cookie is ever a list, and no S3 request has one.
  if (rawHeaders.length === 2 * count) return headers as RequestHeaders;
  const joined: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    const value = rawHeaders[i + 1] as string;
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return joined;
}

const presignParameters = new Set(
  ['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature', 'security-token'].map(
    (name) => `x-amz-${name}`,
  ),
);
