import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { buildCanonicalQuery } from '../../src/shared/sigv4.ts';
import { exchangeRaw, formatHead, type RawRequest, sha256, signRaw } from './raw-request.ts';
import { accessKeyId, Bucket, type MountedRegion, secretAccessKey, withRegion } from './with-region.ts';

/** Sends a hand-signed request by fetch, which adds no header that would have to be signed. */
async function send(mounted: MountedRegion, request: RawRequest, body?: string, unsigned: Record<string, string> = {}) {
  const { headers } = signRaw(request, mounted.port);
  const { host: _, ...rest } = headers;
  const query = request.query === undefined ? '' : `?${buildCanonicalQuery(request.query)}`;
  const response = await fetch(`${mounted.endpoint}${request.path}${query}`, {
    method: request.method,
    headers: { ...rest, ...unsigned },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const get = (mounted: MountedRegion, change: Partial<RawRequest>, unsigned?: Record<string, string>) =>
  send(mounted, { method: 'GET', path: `/${Bucket}`, ...change }, undefined, unsigned);

test('a wrong secret and an unknown key are refused', async () => {
  await withRegion(async ({ connect }) => {
    const read = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      connect({ credentials }).send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await expect(read({ accessKeyId, secretAccessKey: 'wrong' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(read({ accessKeyId: 'AKIDOTHER', secretAccessKey })).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });
});

test('an anonymous request is denied', async () => {
  await withRegion(async ({ endpoint }) => {
    const response = await fetch(`${endpoint}/${Bucket}/key`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });
});

test('a clock that is 16 minutes off is too skewed, one that is 14 minutes off is not', async () => {
  await withRegion(async (mounted) => {
    for (const [minutes, status] of [
      [-16, 403],
      [16, 403],
      [-14, 200],
      [14, 200],
    ] as const) {
      const answer = await get(mounted, { date: new Date(Date.now() + minutes * 60_000) });
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.text).toContain('<Code>RequestTimeTooSkewed</Code>');
    }
  });
});

test('a signature for another region says which one is expected', async () => {
  await withRegion(async (mounted) => {
    const answer = await get(mounted, { region: 'eu-west-1' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('<Code>AuthorizationHeaderMalformed</Code>');
    expect(answer.text).toContain('<Region>us-east-1</Region>');
  });
});

test('a header of S3 that is not signed is refused', async () => {
  await withRegion(async (mounted) => {
    const answer = await get(mounted, {}, { 'x-amz-meta-late': 'yes' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('<HeadersNotSigned>x-amz-meta-late</HeadersNotSigned>');
  });
});

test('a header that comes twice is signed as one, joined by a comma', async () => {
  await withRegion(async ({ port, connect }) => {
    const path = `/${Bucket}/key`;
    const { headers } = signRaw({ method: 'PUT', path, headers: { 'x-amz-meta-list': 'a,b' } }, port);
    const { 'x-amz-meta-list': _, ...rest } = headers;
    const head = formatHead('PUT', path, { ...rest, 'content-length': '0', connection: 'close' });
    const twice = head.replace('\r\n', '\r\nx-amz-meta-list: a\r\nX-Amz-Meta-List: b\r\n');
    expect(await exchangeRaw(port, twice)).toMatch(/^HTTP\/1.1 200/);
    const got = await connect().send(new GetObjectCommand({ Bucket, Key: 'key' }));
    expect(got.Metadata).toEqual({ list: 'a,b' });
  });
});

test('what is changed after signing breaks the signature', async () => {
  await withRegion(async (mounted) => {
    const { headers } = signRaw({ method: 'GET', path: `/${Bucket}`, query: [['prefix', 'a']] }, mounted.port);
    const { host: _, ...rest } = headers;
    for (const [query, status] of [
      ['prefix=a', 200],
      ['prefix=b', 403],
      ['prefix=a&max-keys=1', 403],
    ] as const) {
      const answer = await fetch(`${mounted.endpoint}/${Bucket}?${query}`, { headers: rest });
      expect(answer.status).toBe(status);
    }
  });
});

test('a path that is escaped less on the wire than in the signature is accepted, as in S3', async () => {
  await withRegion(async (mounted) => {
    const { headers } = signRaw({ method: 'PUT', path: `/${Bucket}/a%21%2Ab` }, mounted.port);
    const { host: _, ...rest } = headers;
    const answer = await fetch(`${mounted.endpoint}/${Bucket}/a!*b`, { method: 'PUT', headers: rest });
    expect(answer.status).toBe(200);
  });
});

test('a payload that differs from its signed hash is refused and not stored', async () => {
  await withRegion(async (mounted) => {
    const request = { method: 'PUT', path: `/${Bucket}/key`, payloadHash: sha256('signed') };
    const answer = await send(mounted, request, 'sent');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    expect((await get(mounted, { path: `/${Bucket}/key` })).status).toBe(404);
    expect((await send(mounted, { ...request, payloadHash: 'UNSIGNED-PAYLOAD' }, 'sent')).status).toBe(200);
    expect((await send(mounted, { ...request, payloadHash: 'nonsense' }, 'sent')).text).toContain('InvalidArgument');
  });
});

test('malformed credentials are told from wrong ones', async () => {
  await withRegion(async ({ endpoint }) => {
    for (const [authorization, code] of [
      ['AWS4-HMAC-SHA256 nonsense', 'AuthorizationHeaderMalformed'],
      ['AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b', 'AuthorizationHeaderMalformed'],
      ['AWS abc:def', 'InvalidRequest'],
      ['Basic abc', 'InvalidArgument'],
    ] as const) {
      const headers = { authorization, 'x-amz-date': '20260101T000000Z' };
      const answer = await fetch(`${endpoint}/${Bucket}`, { headers });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    }
  });
});

interface Presigner {
  presign(request: object, options: object): Promise<{ query?: Record<string, unknown> }>;
}

/** Presigns with the SDK's own signer, and as its presigner does: the payload is not signed. */
async function presign(
  { connect, endpoint }: MountedRegion,
  method: string,
  options: { expiresIn?: number; signingDate?: Date; query?: Record<string, string> } = {},
): Promise<string> {
  const signer = (await connect().config.signer()) as unknown as Presigner;
  const { hostname, port, protocol } = new URL(endpoint);
  const { query = {}, expiresIn = 60, signingDate = new Date() } = options;
  const path = `/${Bucket}/dir/a%20b`;
  const headers = { host: `${hostname}:${port}`, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const signed = await signer.presign(
    { method, hostname, port: Number(port), protocol, path, query, headers },
    { expiresIn, signingDate },
  );
  const pairs = Object.entries(signed.query ?? {}).map(([name, value]) => [name, String(value)] as const);
  return `${endpoint}${path}?${buildCanonicalQuery(pairs)}`;
}

test('a presigned URL writes and reads', async () => {
  await withRegion(async (mounted) => {
    const put = await fetch(await presign(mounted, 'PUT'), { method: 'PUT', body: 'bytes' });
    expect(put.status).toBe(200);
    const query = { 'response-content-type': 'text/csv' };
    const got = await fetch(await presign(mounted, 'GET', { query }));
    expect(await got.text()).toBe('bytes');
    expect(got.headers.get('content-type')).toBe('text/csv');
  });
});

test('a checksum that the presigner moved into the query is verified', async () => {
  await withRegion(async (mounted) => {
    const query = { 'x-amz-checksum-crc32': '4uWwtg==', 'x-amz-meta-from': 'query' };
    const url = await presign(mounted, 'PUT', { query });
    expect((await fetch(url, { method: 'PUT', body: 'other' })).status).toBe(400);
    const body = 'bytes';
    const { ChecksumCRC32 } = await mounted
      .connect()
      .send(new PutObjectCommand({ Bucket, Key: 'reference', Body: body }));
    query['x-amz-checksum-crc32'] = ChecksumCRC32 as string;
    expect((await fetch(await presign(mounted, 'PUT', { query }), { method: 'PUT', body })).status).toBe(200);
    const got = await fetch(await presign(mounted, 'GET'));
    expect(got.headers.get('x-amz-meta-from')).toBe('query');
  });
});

test('a presigned URL is good for its time, its method and its parameters only', async () => {
  await withRegion(async (mounted) => {
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    const fresh = await presign(mounted, 'GET');
    for (const [url, method, code] of [
      [await presign(mounted, 'GET', { signingDate: past, expiresIn: 60 }), 'GET', 'AccessDenied'],
      [await presign(mounted, 'GET', { signingDate: future }), 'GET', 'AccessDenied'],
      [fresh, 'PUT', 'SignatureDoesNotMatch'],
      [`${fresh}&versionId=x`, 'GET', 'SignatureDoesNotMatch'],
      [fresh.replace('X-Amz-Expires=60', 'X-Amz-Expires=-1'), 'GET', 'AuthorizationQueryParametersError'],
      [fresh.replace(/X-Amz-Date=[^&]*&/, ''), 'GET', 'AuthorizationQueryParametersError'],
      [fresh, 'GET', 'NoSuchKey'],
    ] as const) {
      expect(await (await fetch(url, { method })).text()).toContain(`<Code>${code}</Code>`);
    }
    const unsigned = await fetch(fresh, { headers: { 'x-amz-meta-late': 'yes' } });
    expect(await unsigned.text()).toContain('<HeadersNotSigned>x-amz-meta-late</HeadersNotSigned>');
    const hourOld = await presign(mounted, 'GET', { signingDate: past, expiresIn: 7200 });
    expect(await (await fetch(hourOld)).text()).toContain('<Code>NoSuchKey</Code>');
  });
});
