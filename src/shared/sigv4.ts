/**
 * AWS Signature Version 4, the text part: what both the signing client inside k6 and the verifying region must build
 * in exactly the same way. Hashing is left to the caller, because k6 and Node hash by different modules.
 * Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header".
 */

export const signingAlgorithm = 'AWS4-HMAC-SHA256';
export const unsignedPayload = 'UNSIGNED-PAYLOAD';
/** SHA-256 of nothing. */
export const emptyPayloadHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Percent-encodes as S3 does: everything but A–Z a–z 0–9 - . _ ~ (and `/` where it separates the parts of a path). */
export function uriEncode(text: string, keepSlash: boolean): string {
  const encoded = encodeURIComponent(text).replace(/[!'()*]/g, percentEncodeCharacter);
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}

function percentEncodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

export interface CanonicalInput {
  method: string;
  /** URI-encoded once, as it stands on the wire: S3 does not encode it a second time. */
  path: string;
  /** Decoded pairs, in any order, without the signature itself. */
  query: readonly (readonly [name: string, value: string])[];
  /** The headers to be signed: lower-case names, in any order. */
  headers: readonly (readonly [name: string, value: string])[];
  /** Value of x-amz-content-sha256. */
  payloadHash: string;
}

export function buildCanonicalRequest(input: CanonicalInput): string {
  const query = buildCanonicalQuery(input.query);
  const headers = [...input.headers].sort(compareByCodeUnits);
  let lines = '';
  for (const [name, value] of headers) lines += `${name}:${value.trim().replace(/ {2,}/g, ' ')}\n`;
  return `${input.method}\n${input.path}\n${query}\n${lines}\n${joinSignedHeaders(headers)}\n${input.payloadHash}`;
}

/** Encoded and sorted: also a valid query for the wire. */
export function buildCanonicalQuery(query: CanonicalInput['query']): string {
  return query
    .map(([name, value]) => [uriEncode(name, false), uriEncode(value, false)] as const)
    .sort(compareByCodeUnits)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The names for `SignedHeaders=`: sorted, separated by semicolons. */
export function joinSignedHeaders(headers: readonly (readonly [name: string, value: string])[]): string {
  return headers
    .map(([name]) => name)
    .sort()
    .join(';');
}

/** @param date eight digits, `20260228` */
export function buildScope(date: string, region: string, service: string): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/**
 * @param amzDate `20260228T093700Z`
 * @param canonicalRequestHash SHA-256 of the canonical request, in hex
 */
export function buildStringToSign(amzDate: string, scope: string, canonicalRequestHash: string): string {
  return `${signingAlgorithm}\n${amzDate}\n${scope}\n${canonicalRequestHash}`;
}

/** `2026-02-28T09:37:00.123Z` → `20260228T093700Z` */
export function formatAmzDate(isoTime: string): string {
  return `${isoTime.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function compareByCodeUnits(left: readonly [string, string], right: readonly [string, string]): number {
  if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
  if (left[1] === right[1]) return 0;
  return left[1] < right[1] ? -1 : 1;
}
