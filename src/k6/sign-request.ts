import crypto from 'k6/crypto';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { S3Request } from '../shared/s3-request.ts';
import { buildScope, buildStringToSign, emptyPayloadHash, formatAmzDate, signingAlgorithm } from '../shared/sigv4.ts';

/** Headers that make the request a signed one, its own included. */
export type Signer = (request: S3Request) => Record<string, string>;

/** What every request signs, in the order of the canonical request. */
const ownNames = ['host', 'x-amz-content-sha256', 'x-amz-date'] as const;
const ownSigned = ownNames.join(';');

/** Which headers a request signs: few sets of names occur, and each is sorted once. */
interface SignedNames {
  sorted: readonly string[];
  joined: string;
}

/**
 * Signs for one region. This is the hottest code of a client, so the canonical request is put together in place (its
 * general form is `buildCanonicalRequest`), the key is derived once a day and the time stamp formatted once a second.
 * Values of further headers must be canonical as they are: without spaces around them, or two in a row within.
 */
export function createSigner(access: RegionAccess): Signer {
  const host = access.endpoint.replace(/^https?:\/\//, '');
  const namesBySet = new Map<string, SignedNames>();
  let second = -1;
  let amzDate = '';
  let day = '';
  let scope = '';
  let signingKey: ArrayBuffer | undefined;
  let credential = '';
  let ownAuthorization = '';

  function refresh(nowMs: number): void {
    second = Math.floor(nowMs / 1000);
    amzDate = formatAmzDate(new Date(nowMs).toISOString());
    if (amzDate.slice(0, 8) === day) return;
    day = amzDate.slice(0, 8);
    scope = buildScope(day, access.name, 's3');
    signingKey = deriveSigningKey(access.secretAccessKey, day, access.name);
    credential = `${signingAlgorithm} Credential=${access.accessKeyId}/${scope}, SignedHeaders=`;
    ownAuthorization = `${credential}${ownSigned}, Signature=`;
  }

  function sign(canonical: string): string {
    const toSign = buildStringToSign(amzDate, scope, crypto.sha256(canonical, 'hex'));
    return crypto.hmac('sha256', signingKey as ArrayBuffer, toSign, 'hex');
  }

  function signWith(
    { method, path, query }: S3Request,
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
    const signature = sign(`${method}\n${path}\n${query}\n${lines}\n${joined}\n${payloadHash}`);
    signed.authorization = `${credential}${joined}, Signature=${signature}`;
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

  return (request) => {
    const nowMs = Date.now();
    if (Math.floor(nowMs / 1000) !== second) refresh(nowMs);
    const { method, path, query, body, headers } = request;
    const payloadHash = body === null ? emptyPayloadHash : crypto.sha256(body, 'hex');
    if (headers !== null) return signWith(request, headers, payloadHash);
    const lines = `host:${host}\nx-amz-content-sha256:${payloadHash}\nx-amz-date:${amzDate}\n`;
    const signature = sign(`${method}\n${path}\n${query}\n${lines}\n${ownSigned}\n${payloadHash}`);
    return {
      authorization: ownAuthorization + signature,
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
