import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { weighReadConditions } from '../../src/region/conditions.ts';
import { Bucket, withRegion } from './with-region.ts';

test('of 64 racing If-None-Match writers exactly one wins, and its bytes stay', async () => {
  await withRegion(async ({ connect }) => {
    const clients = Array.from({ length: 4 }, () => connect());
    const writers = Array.from({ length: 64 }, (_, i) => {
      const Body = `writer ${i} ${'x'.repeat(i * 1000)}`;
      return clients[i % 4]
        ?.send(new PutObjectCommand({ Bucket, Key: 'race', Body, IfNoneMatch: '*' }))
        .then(() => Body);
    });
    const outcomes = await Promise.allSettled(writers);
    const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'PreconditionFailed' });
    }
    const got = await connect().send(new GetObjectCommand({ Bucket, Key: 'race' }));
    expect(await got.Body?.transformToString()).toBe(winners[0]?.value);
  });
});

test('of 16 racing If-Match writers exactly one wins', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'race', Body: 'start' }));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, (_, i) =>
        client.send(new PutObjectCommand({ Bucket, Key: 'race', Body: `writer ${i}`, IfMatch: ETag })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('a conditional write obeys what is current', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const put = (conditions: Partial<PutObjectCommandInput>) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x', ...conditions }));
    await expect(put({ IfMatch: '"abc"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { ETag } = await put({ IfNoneMatch: '*' });
    await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await expect(put({ IfMatch: '"abc"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await put({ IfMatch: ETag });
    await expect(put({ IfNoneMatch: '"abc"' })).rejects.toMatchObject({ name: 'NotImplemented' });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    await expect(put({ IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put({ IfNoneMatch: '*' });
  });
});

test('a conditional delete keeps what has changed', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
    const remove = (IfMatch: string | undefined) =>
      client.send(new DeleteObjectCommand({ Bucket, Key: 'key', IfMatch }));
    await expect(remove('"other"')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await remove(ETag);
  });
});

test('a conditional read answers 304 or 412', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
    const read = (conditions: object) => client.send(new GetObjectCommand({ Bucket, Key: 'key', ...conditions }));
    await expect(read({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(read({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const soon = new Date(Date.now() + 60_000);
    await expect(read({ IfModifiedSince: soon })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const long = new Date(0);
    await expect(read({ IfUnmodifiedSince: long })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await read({ IfMatch: ETag, IfUnmodifiedSince: long });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'key', IfNoneMatch: ETag }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });
});

test('an entity tag outweighs a date, and an unreadable date is no condition', () => {
  const weigh = (headers: Record<string, string>) => weighReadConditions(headers, '', '"tag"', 1_000_000);
  expect(weigh({ 'if-none-match': '"x"', 'if-modified-since': new Date(2_000_000).toUTCString() })).toBe('proceed');
  expect(weigh({ 'if-none-match': 'W/"tag", "x"' })).toBe('not-modified');
  expect(weigh({ 'if-modified-since': 'yesterday' })).toBe('proceed');
  expect(weigh({ 'if-match': '*' })).toBe('proceed');
});
