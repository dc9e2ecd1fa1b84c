import crypto from 'k6/crypto';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import {
  buildCanonicalRequest,
  buildScope,
  buildStringToSign,
  emptyPayloadHash,
  formatAmzDate,
  signingAlgorithm,
} from '../shared/sigv4.ts';

export interface UnsignedRequest {
  method: string;
  /** URI-encoded, with the bucket: `/bucket/key`. */
  path: string;
  /** Decoded pairs. */
  query: readonly (readonly [string, string])[];
  body: string | null;
}

/** Headers that make the request a signed one. */
export type Signer = (request: UnsignedRequest) => Record<string, string>;

/** Signs for one region. The key is derived once a day, the time stamp formatted once a second. */
export function createSigner(access: RegionAccess): Signer {
  const host = access.endpoint.replace(/^https?:\/\//, '');
  let second = -1;
  let amzDate = '';
  let day = '';
  let scope = '';
  let signingKey: ArrayBuffer | undefined;

  function refresh(nowMs: number): void {
    second = Math.floor(nowMs / 1000);
    amzDate = formatAmzDate(new Date(nowMs).toISOString());
    if (amzDate.slice(0, 8) === day) return;
    day = amzDate.slice(0, 8);
    scope = buildScope(day, access.name, 's3');
    signingKey = deriveSigningKey(access.secretAccessKey, day, access.name);
  }

  return ({ method, path, query, body }) => {
    const nowMs = Date.now();
    if (Math.floor(nowMs / 1000) !== second) refresh(nowMs);
    const payloadHash = body === null ? emptyPayloadHash : crypto.sha256(body, 'hex');
    const canonical = buildCanonicalRequest({
      method,
      path,
      query,
      headers: [
        ['host', host],
        ['x-amz-content-sha256', payloadHash],
        ['x-amz-date', amzDate],
      ],
      payloadHash,
    });
    const toSign = buildStringToSign(amzDate, scope, crypto.sha256(canonical, 'hex'));
    const signature = crypto.hmac('sha256', signingKey as ArrayBuffer, toSign, 'hex');
    return {
      authorization: `${signingAlgorithm} Credential=${access.accessKeyId}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
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
