import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createMemoryBudget } from '../../src/region/memory-budget.ts';
import { readBody } from '../../src/region/read-body.ts';
import { exchangeRaw, formatHead, openSocket, sha256, signRaw } from './raw-request.ts';
import { Bucket, type MountedRegion, withRegion } from './with-region.ts';

const path = `/${Bucket}/key`;

function signedHead(port: number, contentLength: number, body: string, headers: Record<string, string> = {}): string {
  const signed = signRaw({ method: 'PUT', path, payloadHash: sha256(body) }, port);
  return formatHead('PUT', path, { ...signed.headers, 'content-length': String(contentLength), ...headers });
}

async function expectNothingStored({ connect }: MountedRegion): Promise<void> {
  const head = connect().send(new HeadObjectCommand({ Bucket, Key: 'key' }));
  await expect(head).rejects.toMatchObject({ name: 'NotFound' });
}

test('an upload that is cut off stores nothing and gives its memory back', async () => {
  await withRegion(
    async (mounted) => {
      for (let i = 0; i < 20; i += 1) {
        const { socket, closed } = openSocket(mounted.port);
        socket.write(signedHead(mounted.port, 80_000, 'x'));
        await new Promise((resolve) => socket.write('x'.repeat(60_000), resolve));
        socket.resetAndDestroy();
        await closed;
      }
      await expectNothingStored(mounted);
      await mounted.connect().send(new PutObjectCommand({ Bucket, Key: 'whole', Body: 'x'.repeat(80_000) }));
    },
    { maxBytes: 100_000 },
  );
});

test('an upload that is half closed stores nothing', async () => {
  await withRegion(async (mounted) => {
    const { socket, closed } = openSocket(mounted.port);
    socket.write(signedHead(mounted.port, 1000, 'x'));
    socket.end('x'.repeat(500));
    await closed;
    await expectNothingStored(mounted);
  });
});

test('an upload that trickles in is stored whole', async () => {
  await withRegion(async ({ port, connect }) => {
    const { socket, received, closed } = openSocket(port);
    const body = 'slow upload';
    socket.setNoDelay(true);
    socket.write(signedHead(port, body.length, body, { connection: 'close' }));
    for (const character of body) {
      await new Promise((resolve) => socket.write(character, resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closed;
    expect(received()).toMatch(/^HTTP\/1.1 200/);
    const got = await connect().send(new GetObjectCommand({ Bucket, Key: 'key' }));
    expect(await got.Body?.transformToString()).toBe(body);
  });
});

test('an idle upload is answered 400 RequestTimeout', async () => {
  const server = createServer((request, response) => {
    readBody(request, { budget: createMemoryBudget(1000), maxBytes: 1000, idleMs: 20 }).then(
      () => response.end('read'),
      (error) => response.writeHead(error.status, error.headers).end(error.code),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await exchangeRaw(port, 'PUT /a/b HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf');
  expect(answer).toMatch(/^HTTP\/1.1 400[\s\S]*RequestTimeout/);
  server.close();
});

test('malformed requests are answered, and the region goes on', async () => {
  await withRegion(async (mounted) => {
    const { port } = mounted;
    const send = (target: string) => exchangeRaw(port, formatHead('GET', target, { host: 'a', connection: 'close' }));
    for (const target of ['/%zz', `/${Bucket}/%ff`, `/${Bucket}?prefix=%zz`, 'http://elsewhere/x', '//key', '*']) {
      expect(await send(target)).toContain('<Code>InvalidURI</Code>');
    }
    expect(await send(`/${Bucket}/${'k'.repeat(1025)}`)).toContain('<Code>KeyTooLongError</Code>');
    const { headers } = signRaw({ method: 'PUT', path }, port);
    const noLength = await exchangeRaw(port, formatHead('PUT', path, { ...headers, connection: 'close' }));
    expect(noLength).toContain('<Code>MissingContentLength</Code>');
    await expectNothingStored(mounted);
  });
});

test('HEAD never has a body, not even an error', async () => {
  await withRegion(async ({ port }) => {
    const answer = await exchangeRaw(port, formatHead('HEAD', path, { host: 'a', connection: 'close' }));
    expect(answer).toMatch(/^HTTP\/1.1 403/);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });
});

test('several requests on one connection are answered in order, refused uploads included', async () => {
  await withRegion(async ({ port }) => {
    const refused = formatHead('PUT', path, { host: 'a', 'content-length': '70000' });
    const stored = signedHead(port, 1, 'x', { connection: 'close' });
    const answer = await exchangeRaw(port, refused, 'y'.repeat(70_000), stored, 'x');
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 200']);
  });
});

test('a write beyond the memory cap is 507, and what is deleted makes room', async () => {
  await withRegion(
    async ({ connect }) => {
      const client = connect();
      const put = (Key: string, size: number) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(size, 'x') }));
      const { VersionId } = await put('first', 600_000);
      const refusal = await put('second', 600_000).catch((error) => error);
      expect(refusal).toBeInstanceOf(S3ServiceException);
      expect(refusal).toMatchObject({ name: 'InsufficientStorage', $metadata: { httpStatusCode: 507 } });
      await put('small', 1000);
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'first' }));
      expect((await got.Body?.transformToByteArray())?.length).toBe(600_000);
      await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'second' }))).rejects.toMatchObject({
        name: 'NotFound',
      });
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'first', VersionId }));
      await put('second', 600_000);
    },
    { maxBytes: 1_000_000 },
  );
});

test('a body above the cap is refused by its length, before it is read', async () => {
  await withRegion(
    async ({ port }) => {
      const { socket, received } = openSocket(port);
      socket.write(signedHead(port, 4_000_000_000, 'x'));
      await new Promise((resolve) => socket.once('data', resolve));
      expect(received()).toMatch(/^HTTP\/1.1 507[\s\S]*InsufficientStorage/);
      socket.destroy();
    },
    { maxBytes: 1_000_000 },
  );
});
