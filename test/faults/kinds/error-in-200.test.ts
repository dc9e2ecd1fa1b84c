import { CompleteMultipartUploadCommand, CopyObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createOneConnectionAgent, openRawConnection, send, startSending } from '../send.ts';
import { waitUntil } from '../wait-until.ts';
import { withGateway } from '../with-gateway.ts';

const complete = 'POST /b/k?uploadId=u HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi';

test('200, then white space that keeps the connection alive, then the error', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'errorIn200', parameters: { after: '60ms', keepAlive: '20ms' } });
    const raw = openRawConnection(port);
    raw.write(complete);
    await raw.receive('\r\n\r\n');
    const { received } = await raw.ended;
    const [head, chunked = ''] = received.split(/\r\n\r\n(.*)/s);
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\nx-amz-request-id: \w+\r\n/);
    expect(head).toContain('Transfer-Encoding: chunked');
    const body = chunked.replace(/[0-9a-f]+\r\n([^\r]*)\r\n/g, '$1');
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n {3}<Error><Code>InternalError<\/Code>/);
    expect(upstream.handled).toEqual([]);
  }));

test('its connection can be used again', () =>
  withGateway(async ({ port, inject, revert }) => {
    const agent = createOneConnectionAgent();
    await inject({ kind: 'errorIn200', parameters: { after: 0 } });
    for (const reused of [false, true]) {
      const answer = await send(port, 'PUT', '/b/k', { agent, headers: { 'x-amz-copy-source': 'b/source' } });
      expect(answer).toMatchObject({ status: 200, reused, body: expect.stringContaining('<Error>') });
    }
    await revert();
    expect(await send(port, 'GET', '/b/k', { agent })).toMatchObject({ status: 404, reused: true });
    agent.destroy();
  }));

test('the SDK takes it for a failure of the region', () =>
  withGateway(async ({ gateway, inject, counters }) => {
    await inject({ kind: 'errorIn200', parameters: { after: '20ms', keepAlive: '5ms' } });
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: gateway.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 2,
    });
    const input = { Bucket: 'b', Key: 'k' };
    const copy = client.send(new CopyObjectCommand({ ...input, CopySource: 'b/source' }));
    await expect(copy).rejects.toMatchObject({ name: 'InternalError' });
    const completion = client.send(new CompleteMultipartUploadCommand({ ...input, UploadId: 'u' }));
    await expect(completion).rejects.toMatchObject({ name: 'InternalError', $metadata: { attempts: 2 } });
    expect(counters()).toMatchObject({ matched: 4, injected: 4 });
    client.destroy();
  }));

test('it means nothing to other requests', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ kind: 'errorIn200' });
    expect((await send(port, 'PUT', '/b/k', { body: 'payload' })).status).toBe(200);
    expect((await send(port, 'GET', '/b/k')).body).toBe('payload');
    expect(counters().matched).toBe(0);
  }));

test('a revert brings the error forward, and a client that has gone leaves nothing behind', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    await inject({ kind: 'errorIn200', parameters: { after: '1h', keepAlive: '1h' } });
    const [waiting, leaving] = [1, 2].map(() => startSending(port, 'POST', '/b/k?uploadId=u'));
    leaving?.answer.catch(() => {});
    await waitUntil(() => counters().injected === 2, 'two held requests');
    leaving?.abort();
    await revert();
    expect((await waiting?.answer)?.body).toContain('<Code>InternalError</Code>');
  }));
