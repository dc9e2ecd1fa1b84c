import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test, vi } from 'vitest';
import { decodeReplica, encodeReplica, encodeTags } from '../../src/region/replica-format.ts';
import { Bucket, controlToken, type MountedRegion, withRegion } from './with-region.ts';

const Key = 'key';
const put = (client: S3Client, Body: string, key = Key) =>
  client.send(new PutObjectCommand({ Bucket, Key: key, Body }));
const head = (client: S3Client, key = Key) => client.send(new HeadObjectCommand({ Bucket, Key: key }));
const listVersions = async (client: S3Client) => {
  const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  return Versions?.map(({ VersionId }) => VersionId) ?? [];
};

function copyTo({ controlUrl }: MountedRegion, { token = controlToken, lagMs = 0 } = {}) {
  return { controlUrl, controlToken: token, region: 'us-west-2', lagMs };
}

const drained = ({ region }: MountedRegion) =>
  vi.waitUntil(() => region.replicationBacklog() === 0, { interval: 2, timeout: 15_000 });

/** Two regions; the second takes copies of the first. */
async function withPair(test: (east: MountedRegion, west: MountedRegion) => Promise<void>, lagMs = 0): Promise<void> {
  await withRegion((east) =>
    withRegion(
      async (west) => {
        east.region.setReplicas([copyTo(west, { lagMs })]);
        await test(east, west);
      },
      { name: 'us-west-2', replicationSeed: 2 },
    ),
  );
}

test('a write arrives in the other region with all that belongs to it', async () => {
  await withPair(async (east, west) => {
    const Metadata = { colour: 'blue' };
    const write = { Bucket, Key: 'ü/ 1', Body: 'bytes', Metadata, ContentType: 'text/plain' };
    const stored = await east.connect().send(new PutObjectCommand(write));
    await drained(east);
    const got = await west.connect().send(new GetObjectCommand({ Bucket, Key: 'ü/ 1' }));
    expect(await got.Body?.transformToString()).toBe('bytes');
    expect(got).toMatchObject({ Metadata, ContentType: 'text/plain', ETag: stored.ETag, VersionId: stored.VersionId });
    expect(got.ChecksumCRC32).toBe(stored.ChecksumCRC32);
    expect(got.ReplicationStatus).toBe('REPLICA');
    expect((await head(east.connect(), 'ü/ 1')).ReplicationStatus).toBe('COMPLETED');
  });
});

test('writes of one key arrive in order, however long each lags', async () => {
  await withPair(async (east, west) => {
    const client = east.connect();
    for (let i = 0; i < 30; i += 1) await put(client, String(i));
    expect((await head(client)).ReplicationStatus).toBe('PENDING');
    expect(east.region.replicationBacklog()).toBeGreaterThan(0);
    await drained(east);
    expect(await listVersions(west.connect())).toEqual(await listVersions(client));
    const got = await west.connect().send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('29');
  }, 5);
});

test('copies are not copied onward, so two regions can copy each other and agree', async () => {
  await withPair(async (east, west) => {
    west.region.setReplicas([copyTo(east)]);
    const clients = [east.connect(), west.connect()];
    await Promise.all(Array.from({ length: 40 }, (_, i) => put(clients[i % 2] as S3Client, `write ${i}`)));
    await drained(east);
    await drained(west);
    const [inEast, inWest] = await Promise.all(clients.map(listVersions));
    expect(inEast).toHaveLength(40);
    expect(inWest).toEqual(inEast);
  });
});

test('a copy that comes late slips beneath a newer write', async () => {
  await withPair(async (east, west) => {
    const { VersionId } = await put(east.connect(), 'older');
    const { VersionId: newer } = await put(west.connect(), 'newer');
    await drained(east);
    expect(await listVersions(west.connect())).toEqual([newer, VersionId]);
  }, 200);
});

test('a target may have a lag of its own', async () => {
  await withPair(async (east, west) => {
    east.region.setReplicas([copyTo(west, { lagMs: 60_000 })]);
    await put(east.connect(), 'held back');
    east.region.setReplicas([copyTo(west)]);
    await put(east.connect(), 'at once', 'another');
    await vi.waitUntil(() => east.region.replicationBacklog() <= 1, { interval: 2, timeout: 15_000 });
    await head(west.connect(), 'another');
    await expect(head(west.connect())).rejects.toMatchObject({ name: 'NotFound' });
  });
});

test('neither delete markers nor removals of versions are copied', async () => {
  await withPair(async (east, west) => {
    const client = east.connect();
    const { VersionId } = await put(client, 'x');
    await drained(east);
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await put(client, 'x', 'another');
    await drained(east);
    expect((await head(west.connect())).VersionId).toBe(VersionId);
  });
});

test('a version that is gone before its turn is not copied', async () => {
  await withPair(async (east, west) => {
    const client = east.connect();
    const { VersionId } = await put(client, 'x');
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await drained(east);
    await expect(head(west.connect())).rejects.toMatchObject({ name: 'NotFound' });
  }, 100);
});

test('a region that refuses a copy leaves it FAILED', async () => {
  await withPair(async (east, west) => {
    east.region.setReplicas([copyTo(west, { token: 'wrong token' })]);
    await put(east.connect(), 'x');
    await drained(east);
    expect((await head(east.connect())).ReplicationStatus).toBe('FAILED');
  });
});

test('copies wait for a region that cannot be reached, then arrive', async () => {
  await withPair(async (east, west) => {
    // A listener that hangs up three times, then passes the port on to nobody: the copy must be tried again and again.
    let refusals = 0;
    const flaky = createServer((request, response) => {
      refusals += 1;
      if (refusals <= 3) request.socket.destroy();
      else void west.region.handleReplication(request, response);
    });
    await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve));
    const controlUrl = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`;
    east.region.setReplicas([{ controlUrl, controlToken, region: 'us-west-2', lagMs: 0 }]);
    for (let i = 0; i < 5; i += 1) await put(east.connect(), 'x', `key ${i}`);
    await drained(east);
    expect(refusals).toBeGreaterThan(3);
    expect(await listVersions(west.connect())).toHaveLength(5);
    flaky.close();
    flaky.closeAllConnections();
  });
});

test('a closed region stops trying', async () => {
  await withPair(async (east) => {
    east.region.setReplicas([{ controlUrl: 'http://127.0.0.1:1', controlToken, region: 'us-west-2', lagMs: 0 }]);
    await put(east.connect(), 'x');
    expect(east.region.replicationBacklog()).toBe(1);
    east.region.close();
  });
});

test('a copy that arrives twice is stored once', async () => {
  await withPair(async (_, west) => {
    const write = {
      type: 'object' as const,
      key: Key,
      versionId: 'v1',
      orderUs: 1,
      tags: [],
      tagsOrderUs: 1,
      etag: '"x"',
      headers: {},
      checksum: null,
      parts: null,
      body: Buffer.from('x'),
    };
    west.region.applyReplica(write);
    west.region.applyReplica(write);
    expect(await listVersions(west.connect())).toEqual(['v1']);
  });
});

test('what is not a copy is refused with 400', async () => {
  await withPair(async (_, west) => {
    for (const body of ['', 'abc', '\u0000\u0000\u0000\u0002{}', '\u007f\u0000\u0000\u0000']) {
      const answer = await fetch(`${west.controlUrl}/v1/replica`, {
        method: 'POST',
        headers: { authorization: `Bearer ${controlToken}` },
        body,
      });
      expect(answer.status).toBe(400);
    }
  });
});

const tag = (client: S3Client, Value: string) =>
  client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 'state', Value }] } }));
const readTag = async (client: S3Client) => {
  const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key }));
  return TagSet?.[0]?.Value;
};

test('tags travel with their object, and each later change of them after it', async () => {
  await withPair(async (east, west) => {
    const client = east.connect();
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: 'state=new' }));
    for (const state of ['one', 'two', 'three']) await tag(client, state);
    expect((await head(client)).ReplicationStatus).toBe('PENDING');
    await drained(east);
    expect(await readTag(west.connect())).toBe('three');
    expect((await head(client)).ReplicationStatus).toBe('COMPLETED');
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    await drained(east);
    expect(await readTag(west.connect())).toBeUndefined();
    expect(await listVersions(west.connect())).toHaveLength(1);
  }, 5);
});

test('tags given to a copy stay there, until the original is given newer ones', async () => {
  await withPair(async (east, west) => {
    west.region.setReplicas([copyTo(east)]);
    const client = east.connect();
    await put(client, 'x');
    await drained(east);
    await tag(west.connect(), 'of the copy');
    expect(west.region.replicationBacklog()).toBe(0);
    expect(await readTag(client)).toBeUndefined();
    await tag(client, 'of the original');
    await drained(east);
    expect(await readTag(west.connect())).toBe('of the original');
    expect((await head(west.connect())).ReplicationStatus).toBe('REPLICA');
  });
});

test('older tags that arrive late do not replace newer ones', async () => {
  await withPair(async (east, west) => {
    await put(east.connect(), 'x');
    await drained(east);
    await tag(east.connect(), 'older');
    await tag(west.connect(), 'newer');
    await drained(east);
    expect(await readTag(west.connect())).toBe('newer');
  }, 50);
});

test('tags of a version that the other region has lost are FAILED', async () => {
  await withPair(async (east, west) => {
    const { VersionId } = await put(east.connect(), 'x');
    await drained(east);
    await west.connect().send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await tag(east.connect(), 'x');
    await drained(east);
    expect((await head(east.connect())).ReplicationStatus).toBe('FAILED');
  });
});

test('tags of what was never copied are not copied either', async () => {
  await withPair(async (east, west) => {
    east.region.setReplicas([]);
    await put(east.connect(), 'x');
    east.region.setReplicas([copyTo(west)]);
    await tag(east.connect(), 'x');
    expect(east.region.replicationBacklog()).toBe(0);
    expect((await head(east.connect())).ReplicationStatus).toBeUndefined();
  });
});

test('the wire form of a copy keeps every byte', () => {
  const body = Buffer.from([0, 255, 13, 10, 128]);
  const content = {
    body,
    etag: '"e"',
    headers: { 'content-type': 'a/b', 'x-amz-meta-x': 'é' },
    checksum: { algorithm: 'CRC32', type: 'COMPOSITE', value: 'AAAAAA==-1' },
    parts: [{ partNumber: 1, sizeBytes: 5, checksum: null }],
  } as const;
  const tagged = { key: 'ü', versionId: 'v', tags: [{ key: 'ß', value: '' }], tagsOrderUs: 1.7e15 + 1 };
  const version = { ...tagged, orderUs: 1.7e15, content, replication: 'PENDING' } as const;
  const pieces = encodeReplica(version);
  expect(decodeReplica(Buffer.concat(pieces ?? []))).toEqual({
    type: 'object',
    ...tagged,
    orderUs: 1.7e15,
    ...content,
  });
  expect(decodeReplica(Buffer.concat(encodeTags(version)))).toEqual({ type: 'tags', ...tagged });
});
