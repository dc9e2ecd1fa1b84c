import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startGateway } from '../../../src/faults/gateway.ts';
import { corrupt } from '../../../src/faults/kinds/corrupt.ts';
import { createRegion } from '../../../src/region/create-region.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { createOneConnectionAgent, openRawConnection, send } from '../send.ts';
import { controlToken, withGateway } from '../with-gateway.ts';

const countChanges = (left: Buffer, right: Buffer) => left.filter((byte, at) => byte !== right[at]).length;

test('so many bytes differ, under the same headers, and the stored object is whole', () =>
  withGateway(async ({ port, inject, revert, upstream, counters }) => {
    const agent = createOneConnectionAgent();
    upstream.objects.set('/b/k', 'payload of the test');
    const whole = await send(port, 'GET', '/b/k', { agent });
    await inject({ kind: 'corrupt', parameters: { bytes: 4 } });
    const raw = openRawConnection(port);
    raw.write('GET /b/k HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const { received } = await raw.ended;
    expect(received).toContain('content-length: 19\r\nx-from: region\r\n');
    const body = Buffer.from(received.split('\r\n\r\n')[1] ?? '', 'latin1');
    expect(body).toHaveLength(19);
    expect(countChanges(body, Buffer.from('payload of the test'))).toBe(4);
    expect(await send(port, 'GET', '/b/k', { agent })).toMatchObject({ status: 200, reused: true });
    expect(counters()).toMatchObject({ matched: 2, injected: 2 });
    await revert();
    const healed = await send(port, 'GET', '/b/k', { agent });
    expect(healed).toMatchObject({ body: whole.body, reused: true });
    expect(Object.keys(healed.headers)).toEqual(Object.keys(whole.headers));
    agent.destroy();
  }));

test('an error passes as it is, and so does what is no object', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ kind: 'corrupt' });
    expect(await send(port, 'GET', '/b/missing')).toMatchObject({ status: 404, body: 'none' });
    expect((await send(port, 'GET', '/b?list-type=2')).body).toBe('none');
    expect(counters()).toMatchObject({ matched: 0, injected: 0 });
  }));

test('chance draws only from answers that have something to spoil, so that its share of these is as configured', () =>
  withGateway(async ({ port, inject, upstream, counters }) => {
    const agent = createOneConnectionAgent();
    upstream.objects.set('/b/k', 'payload of the test');
    await inject({ kind: 'corrupt', selectors: { probability: 0.3 } });
    for (let i = 0; i < 200; i += 1) {
      await send(port, 'GET', '/b/k', { agent });
      await send(port, 'GET', '/b/missing', { agent });
    }
    const { matched = 0, injected = 0 } = counters() ?? {};
    expect(matched).toBe(200);
    // 60 expected; four standard deviations are 26.
    expect(Math.abs(injected - 60)).toBeLessThan(26);
    agent.destroy();
  }));

test('the SDK finds it out by the checksum of a real region, which stays whole', async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const options = { name: 'us-east-1', bucket: 'bucket', maxBytes: 1_000_000, replicationSeed: 1 };
  const upstream = createRegion({ ...options, ...credentials });
  const gateway = await startGateway({
    region: 'us-east-1',
    upstream,
    host: '127.0.0.1',
    port: 0,
    controlPort: 0,
    controlToken,
  });
  const client = new S3Client({ region: 'us-east-1', endpoint: gateway.endpoint, forcePathStyle: true, credentials });
  const switchFault = (method: string, body?: object) =>
    fetch(`${gateway.controlUrl}/v1/faults`, {
      method,
      headers: { authorization: `Bearer ${controlToken}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const read = async () => {
    const got = await client.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'k' }));
    return got.Body?.transformToString();
  };
  try {
    await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body: 'payload' }));
    await switchFault('POST', { id: 'f', kind: 'corrupt', selectors: {}, parameters: {}, leaseMs: 60_000, seed: 1 });
    await expect(read()).rejects.toThrow('Checksum mismatch');
    await switchFault('DELETE');
    expect(await read()).toBe('payload');
  } finally {
    client.destroy();
    await gateway.close();
  }
});

test('every byte can be hit, by every other value, and never by its own', () => {
  const parameters = corrupt.parameters.parse({});
  const random = createRandom(5);
  const body = Buffer.alloc(10, 'a');
  const hits = new Set<number>();
  for (let i = 0; i < 500; i += 1) {
    const answer = corrupt.spoil({ status: 206, headers: {}, body }, parameters, random);
    const spoilt = answer?.body as Buffer;
    expect(countChanges(spoilt, body)).toBe(1);
    hits.add(spoilt.findIndex((byte) => byte !== 0x61));
  }
  expect(hits.size).toBe(10);
  expect(body.equals(Buffer.alloc(10, 'a'))).toBe(true);
});

test('more bytes than there are change all there are', () => {
  const parameters = corrupt.parameters.parse({ bytes: 100 });
  const answer = corrupt.spoil({ status: 200, headers: {}, body: Buffer.alloc(10) }, parameters, createRandom(1));
  expect(countChanges(answer?.body as Buffer, Buffer.alloc(10))).toBe(10);
});
