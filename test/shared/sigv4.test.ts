import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import { NodeSha256 } from '../../scripts/bench/node-sha256.ts';
import {
  buildCanonicalRequest,
  buildScope,
  buildStringToSign,
  formatAmzDate,
  uriEncode,
} from '../../src/shared/sigv4.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const region = 'us-east-1';

const payloadHash = 'UNSIGNED-PAYLOAD';

function signOurselves(path: string, query: [string, string][], amzDate: string): string {
  const canonical = buildCanonicalRequest({
    method: 'GET',
    path,
    query,
    headers: [
      ['x-amz-date', amzDate],
      ['host', '127.0.0.1:9000'],
      ['x-amz-content-sha256', payloadHash],
    ],
    payloadHash,
  });
  const day = amzDate.slice(0, 8);
  const toSign = buildStringToSign(
    amzDate,
    buildScope(day, region, 's3'),
    createHash('sha256').update(canonical).digest('hex'),
  );
  let key: string | Buffer = `AWS4${credentials.secretAccessKey}`;
  for (const part of [day, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('our signature', () => {
  const signer = new SignatureV4({ credentials, region, service: 's3', sha256: NodeSha256, uriEscapePath: false });
  const signingDate = new Date('2026-02-28T09:37:00.123Z');

  test.each<[string, [string, string][]]>([
    ['/bucket/key', []],
    [`/bucket/${uriEncode("a b/ü€/(x)'!*~+", true)}`, []],
    [
      '/bucket',
      [
        ['prefix', 'ä&b=c d'],
        ['list-type', '2'],
        ['delimiter', '/'],
      ],
    ],
    ['/bucket/key', [['tagging', '']]],
  ])('of %s with %j is the one that the AWS SDK computes', async (path, query) => {
    const signed = await signer.sign(
      {
        method: 'GET',
        protocol: 'http:',
        hostname: '127.0.0.1',
        port: 9000,
        path,
        query: Object.fromEntries(query),
        headers: { host: '127.0.0.1:9000', 'x-amz-content-sha256': payloadHash },
      },
      { signingDate },
    );
    const amzDate = formatAmzDate(signingDate.toISOString());
    expect(signed.headers['x-amz-date']).toBe(amzDate);
    expect(signed.headers.authorization).toContain(`Signature=${signOurselves(path, query, amzDate)}`);
  });
});
