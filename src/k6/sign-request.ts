import crypto from 'k6/crypto';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { buildScope, buildStringToSign, emptyPayloadHash, formatAmzDate, signingAlgorithm } from '../shared/sigv4.ts';

export interface UnsignedRequest {
  method: string;
  /** URI-encoded, with the bucket: `/bucket/key`. */
  path: string;
  /** Encoded and sorted as SigV4 wants it, without the question mark; '' for none. */
  query: string;
  body: string | null;
}

/** Headers that make the request a signed one. */
export type Signer = (request: UnsignedRequest) => Record<string, string>;

/** What is signed, in the order of the canonical request. */
const signedHeaders = 'host;x-amz-content-sha256;x-amz-date';

/**
 * Signs for one region. This is the hottest code of a client, so the canonical request is put together in place (its
 * general form is `buildCanonicalRequest`), the key is derived once a day and the time stamp formatted once a second.
 */
export function createSigner(access: RegionAccess): Signer {
  const host = access.endpoint.replace(/^https?:\/\//, '');
  let second = -1;
  let amzDate = '';
  let day = '';
  let scope = '';
  let signingKey: ArrayBuffer | undefined;
  let authorization = '';

  function refresh(nowMs: number): void {
    second = Math.floor(nowMs / 1000);
    amzDate = formatAmzDate(new Date(nowMs).toISOString());
    if (amzDate.slice(0, 8) === day) return;
    day = amzDate.slice(0, 8);
    scope = buildScope(day, access.name, 's3');
    signingKey = deriveSigningKey(access.secretAccessKey, day, access.name);
    authorization = `${signingAlgorithm} Credential=${access.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=`;
  }

  return ({ method, path, query, body }) => {
    const nowMs = Date.now();
    if (Math.floor(nowMs / 1000) !== second) refresh(nowMs);
    const payloadHash = body === null ? emptyPayloadHash : crypto.sha256(body, 'hex');
    const canonical = `${method}\n${path}\n${query}\nhost:${host}\nx-amz-content-sha256:${payloadHash}\nx-amz-date:${amzDate}\n\n${signedHeaders}\n${payloadHash}`;
    const toSign = buildStringToSign(amzDate, scope, crypto.sha256(canonical, 'hex'));
    const signature = crypto.hmac('sha256', signingKey as ArrayBuffer, toSign, 'hex');
    return {
      authorization: authorization + signature,
      'x-amz-content-sha256': payloadHash,
      'x-amz-date': amzDate,
    };
  };
}

function deriveSigningKey(secretAccessKey: string, day: string, region: string): ArrayBuffer {
  let key: string | ArrayBuffer = `AWS4${secretAccessKey}`;
  for (const part of [day, region, 's3', 'aws4_request']) key = crypto.hmac('sha256', key, part, 'binary');
  return key as ArrayBuffer;
}
