import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { NodeSha256 } from '../../scripts/bench/node-sha256.ts';
import type { S3Request } from '../../src/shared/s3-request.ts';
import { runInK6 } from './run-in-k6.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const region = 'us-west-2';

const put: S3Request = { method: 'PUT', path: '/b/k', query: 'x-id=PutObject', body: 'hello', headers: null };
const requests: S3Request[] = [
  { method: 'GET', path: '/b/a/b/c', query: 'x-id=GetObject', body: null, headers: null },
  { ...put },
  { ...put, headers: { 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-sdk-checksum-algorithm': 'CRC32' } },
  // Twice: the second time the order of its names is known.
  { ...put, headers: { 'x-amz-sdk-checksum-algorithm': 'CRC32', 'if-match': '"e"', 'x-amz-meta-s3drill-intent': 'i' } },
  { ...put, headers: { 'x-amz-sdk-checksum-algorithm': 'CRC64', 'if-match': '"f"', 'x-amz-meta-s3drill-intent': 'j' } },
  {
    method: 'GET',
    path: '/b/',
    query: 'list-type=2&max-keys=3&prefix=p%2F',
    body: null,
    headers: { range: 'bytes=0-3' },
  },
  {
    method: 'POST',
    path: '/b/',
    query: 'delete=',
    body: '<Delete/>',
    headers: { 'content-md5': 'x==', 'content-type': 'application/xml' },
  },
];

const script = `
import { createSigner } from 'src/k6/sign-request.ts';
export default function () {
  const sign = createSigner(JSON.parse(__ENV.ACCESS));
  for (const request of JSON.parse(__ENV.REQUESTS)) console.log(JSON.stringify(sign(request)));
}`;

test('requests signed in k6, with and without further headers, carry the signature that the AWS SDK computes', async () => {
  const access = { name: region, endpoint: 'http://127.0.0.1:9000', bucket: 'b', ...credentials };
  const env = { ACCESS: JSON.stringify(access), REQUESTS: JSON.stringify(requests) };
  const signed = (await runInK6(script, env)) as Record<string, string>[];
  expect(signed).toHaveLength(requests.length);
  const signer = new SignatureV4({ credentials, region, service: 's3', sha256: NodeSha256, uriEscapePath: false });
  for (const [index, { method, path, query, body, headers }] of requests.entries()) {
    const ours = signed[index] as Record<string, string>;
    const date = (ours['x-amz-date'] ?? '').replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5');
    const expected = await signer.sign(
      {
        method,
        protocol: 'http:',
        hostname: '127.0.0.1',
        port: 9000,
        path,
        query: Object.fromEntries(new URLSearchParams(query)),
        headers: {
          host: '127.0.0.1:9000',
          'x-amz-content-sha256': createHash('sha256')
            .update(body ?? '')
            .digest('hex'),
          ...headers,
        },
      },
      { signingDate: new Date(date) },
    );
    const { host, ...others } = expected.headers;
    expect(host).toBe('127.0.0.1:9000');
    expect(ours).toEqual(others);
  }
});
