import crypto from 'k6/crypto';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { S3Request } from '../shared/s3-request.ts';
import { buildScope, buildStringToSign, emptyPayloadHash, formatAmzDate, signingAlgorithm } from '../shared/sigv4.ts';

/**
 * Headers that make the request a signed one, its own included. Where it has none of its own they are the same object
 * each time, to be read before the next call.
 */
export type Signer = (request: S3Request) => Record<string, string>;

/** What every request signs, in the order of the canonical request. */
const ownNames = ['host', 'x-amz-content-sha256', 'x-amz-date'] as const;
const ownSigned = ownNames.join(';');

/** Native functions looked up once: each look-up in a module of k6 costs 0.2 µs, in a global object half of that. */
const { sha256, hmac } = crypto;
const { floor } = Math;

/** Which headers a request signs: few sets of names occur, and each is sorted once. */
interface SignedNames {
  sorted: readonly string[];
  joined: string;
}

/**
 * Signs for one region. This is the hottest code of a client, so the canonical request is put together in place (its
 * general form is `buildCanonicalRequest`), the key is derived once a day, and what hangs on the time is put together
 * once a second. Values of further headers must be canonical as they are: without spaces around them, or two in a row
 * within.
 */
export function createSigner(access: RegionAccess): Signer {
  const host = access.endpoint.replace(/^https?:\/\//, '');
  const namesBySet = new Map<string, SignedNames>();
  const plainHeaders = { authorization: '', 'x-amz-content-sha256': '', 'x-amz-date': '' };
  let second = -1;
  let amzDate = '';
  let day = '';
  let signingKey: ArrayBuffer | undefined;
  let credential = '';
  let plainCredential = '';
  /** The string to sign, but for the hash at its end. */
  let stem = '';
  /** How the canonical request of most requests ends: no further headers, no body. */
  let emptyEnd = '';

  function refresh(nowMs: number): void {
    second = floor(nowMs / 1000);
    amzDate = formatAmzDate(new Date(nowMs).toISOString());
    plainHeaders['x-amz-date'] = amzDate;
    if (amzDate.slice(0, 8) !== day) changeDay(amzDate.slice(0, 8));
    stem = buildStringToSign(amzDate, buildScope(day, access.name, 's3'), '');
    emptyEnd = endPlainly(emptyPayloadHash);
  }

  function changeDay(newDay: string): void {
    day = newDay;
    signingKey = deriveSigningKey(access.secretAccessKey, day, access.name);
    const scope = buildScope(day, access.name, 's3');
    credential = `${signingAlgorithm} Credential=${access.accessKeyId}/${scope}, SignedHeaders=`;
    plainCredential = `${credential}${ownSigned}, Signature=`;
  }

  /** What follows the query in a canonical request without further headers. */
  function endPlainly(payloadHash: string): string {
    return `host:${host}\nx-amz-content-sha256:${payloadHash}\nx-amz-date:${amzDate}\n\n${ownSigned}\n${payloadHash}`;
  }

  function sign(canonical: string): string {
    return hmac('sha256', signingKey as ArrayBuffer, stem + sha256(canonical, 'hex'), 'hex');
  }

  function signWith(
    start: string,
    headers: NonNullable<S3Request['headers']>,
    payloadHash: string,
  ): Record<string, string> {
    const names = Object.keys(headers);
    const { sorted, joined } = findSignedNames(names);
    const signed: Record<string, string> = {
      authorization: '',
      'x-amz-content-sha256': payloadHash,
      'x-amz-date': amzDate,
    };
    for (let i = 0; i < names.length; i += 1) signed[names[i] as string] = headers[names[i] as string] as string;
    let lines = '';
    for (let i = 0; i < sorted.length; i += 1) {
      const name = sorted[i] as string;
      lines += `${name}:${name === 'host' ? host : signed[name]}\n`;
    }
    signed.authorization = `${credential}${joined}, Signature=${sign(`${start}${lines}\n${joined}\n${payloadHash}`)}`;
    return signed;
  }

  function findSignedNames(names: readonly string[]): SignedNames {
    const set = names.join();
    const known = namesBySet.get(set);
    if (known !== undefined) return known;
    const sorted = [...ownNames, ...names].sort();
    const found = { sorted, joined: sorted.join(';') };
    namesBySet.set(set, found);
    return found;
  }

  return ({ method, path, query, body, headers }) => {
    const nowMs = Date.now();
    if (floor(nowMs / 1000) !== second) refresh(nowMs);
    const payloadHash = body === null ? emptyPayloadHash : sha256(body, 'hex');
    const start = `${method}\n${path}\n${query}\n`;
    if (headers !== null) return signWith(start, headers, payloadHash);
    const end = body === null ? emptyEnd : endPlainly(payloadHash);
    plainHeaders['x-amz-content-sha256'] = payloadHash;
    plainHeaders.authorization = plainCredential + sign(start + end);
    return plainHeaders;
  };
}

function deriveSigningKey(secretAccessKey: string, day: string, region: string): ArrayBuffer {
  let key: string | ArrayBuffer = `AWS4${secretAccessKey}`;
  for (const part of [day, region, 's3', 'aws4_request']) key = hmac('sha256', key, part, 'binary');
  return key as ArrayBuffer;
}
