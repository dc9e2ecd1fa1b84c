import { createHmac, hash } from 'node:crypto';
import { buildCanonicalRequest, buildScope, buildStringToSign, unsignedPayload, uriEncode } from '../shared/sigv4.ts';
import { type Credentials, parseCredentials, refuseCredential } from './parse-credentials.ts';
import type { S3Request } from './parse-request.ts';
import { checkPayloadHash } from './payload-hash.ts';
import { S3Error } from './s3-error.ts';
import type { DeriveSigningKey } from './signing-keys.ts';

/** Whose signatures a region accepts. */
export interface Verifier {
  readonly region: string;
  readonly accessKeyId: string;
  readonly deriveSigningKey: DeriveSigningKey;
}

/** What a verified request hands on to its body: chunk signatures continue from the request's own. */
export interface VerifiedSignature {
  /** Value of x-amz-content-sha256: 64 hexadecimal digits, or a word such as UNSIGNED-PAYLOAD. */
  readonly payloadHash: string;
  readonly signature: string;
  readonly amzDate: string;
  readonly scope: string;
  readonly signingKey: Buffer;
}

const maxSkewMs = 15 * 60 * 1000;

/**
 * Verifies a request's Signature Version 4, from its header or its presigned URL. The body is not looked at.
 * @param nowMs epoch milliseconds
 * @throws S3Error as S3 refuses it: AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed…
 */
export function verifySignature(request: S3Request, verifier: Verifier, nowMs: number): VerifiedSignature {
  const credentials = parseCredentials(request);
  if (credentials.accessKeyId !== verifier.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', { elements: { AWSAccessKeyId: credentials.accessKeyId } });
  }
  checkRegion(credentials, verifier.region);
  checkTime(credentials, nowMs);
  const payloadHash = readPayloadHash(request, credentials);
  checkPayloadHash(payloadHash);
  checkAllSigned(request, credentials);

  const { date, region, service, amzDate, signature } = credentials;
  const scope = buildScope(date, region, service);
  const signingKey = verifier.deriveSigningKey(date, region, service);
  const verified = { payloadHash, signature, amzDate, scope, signingKey };
  if (signsPath(verified, request, credentials, request.wirePath)) return verified;
  // S3 encodes the path it decoded. Clients that escape less on the wire than in the signature rely on it.
  const encodedPath = encodePath(request);
  if (encodedPath !== request.wirePath && signsPath(verified, request, credentials, encodedPath)) return verified;
  throw new S3Error('SignatureDoesNotMatch', {
    elements: { AWSAccessKeyId: credentials.accessKeyId, SignatureProvided: signature },
  });
}

/** Whether the signature is that of the request under this path. */
function signsPath(
  { payloadHash, signature, amzDate, scope, signingKey }: VerifiedSignature,
  request: S3Request,
  { signedHeaders, query }: Credentials,
  path: string,
): boolean {
  const headers = signedHeaders.map((name) => [name, request.headers[name] ?? ''] as const);
  const canonicalRequest = buildCanonicalRequest({ method: request.method, path, query, headers, payloadHash });
  // Latin-1, because that is how Node hands over header bytes; all else in it is ASCII.
  const stringToSign = buildStringToSign(amzDate, scope, hash('sha256', Buffer.from(canonicalRequest, 'latin1')));
  return isSignedBy(signingKey, stringToSign, signature);
}

/** Whether `signature` (hexadecimal) is the text's HMAC. Not in constant time: these keys guard nothing but a rehearsal. */
export function isSignedBy(signingKey: Buffer, stringToSign: string, signature: string): boolean {
  return createHmac('sha256', signingKey).update(stringToSign).digest('hex') === signature;
}

function checkRegion({ region, expiresSeconds }: Credentials, expected: string): void {
  if (region === expected) return;
  throw refuseCredential(expiresSeconds !== null, `the region "${region}" is wrong; expecting "${expected}"`, {
    elements: { Region: expected },
    headers: { 'x-amz-bucket-region': expected },
  });
}

function checkTime({ amzDate, date, expiresSeconds }: Credentials, nowMs: number): void {
  const signedMs = parseAmzDate(amzDate);
  if (Number.isNaN(signedMs) || !amzDate.startsWith(date)) {
    const detail = `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${amzDate}".`;
    throw refuseCredential(expiresSeconds !== null, detail);
  }
  if (expiresSeconds !== null) {
    if (signedMs > nowMs + maxSkewMs) throw new S3Error('AccessDenied', { message: 'Request is not yet valid' });
    if (signedMs + expiresSeconds * 1000 < nowMs)
      throw new S3Error('AccessDenied', { message: 'Request has expired.' });
    return;
  }
  if (Math.abs(nowMs - signedMs) <= maxSkewMs) return;
  throw new S3Error('RequestTimeTooSkewed', {
    elements: {
      RequestTime: amzDate,
      ServerTime: new Date(nowMs).toISOString(),
      MaxAllowedSkewMilliseconds: String(maxSkewMs),
    },
  });
}

/** `20260228T093700Z` as epoch milliseconds; NaN when it is none. */
function parseAmzDate(amzDate: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (match === null) return Number.NaN;
  const [, year, month, day, hours, minutes, seconds] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hours), Number(minutes), Number(seconds));
}

function readPayloadHash(request: S3Request, credentials: Credentials): string {
  const payloadHash = request.headers['x-amz-content-sha256'];
  if (payloadHash !== undefined) return payloadHash;
  if (credentials.expiresSeconds !== null) return unsignedPayload;
  throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' });
}

function checkAllSigned(request: S3Request, { signedHeaders, expiresSeconds }: Credentials): void {
  let unsigned: string[] | undefined;
  for (const name in request.headers) {
    if (!name.startsWith('x-amz-') || signedHeaders.includes(name)) continue;
    // What a presigner hoisted into the query is signed with the query.
    if (expiresSeconds !== null && request.query.some(([parameter]) => parameter.toLowerCase() === name)) continue;
    unsigned ??= [];
    unsigned.push(name);
  }
  if (unsigned === undefined) return;
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    elements: { HeadersNotSigned: unsigned.sort().join(', ') },
  });
}

function encodePath({ bucket, key, wirePath }: S3Request): string {
  const path = key === '' && !wirePath.endsWith('/') ? `/${bucket}` : `/${bucket}/${key}`;
  return uriEncode(bucket === '' ? '/' : path, true);
}
