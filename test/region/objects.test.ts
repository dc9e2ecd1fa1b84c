import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, withRegion } from './with-region.ts';

const put = (client: S3Client, Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (client: S3Client, Key: string, VersionId?: string) => {
  const got = await client.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
  return got.Body?.transformToString();
};

test('an object comes back with its bytes, type, metadata, etag and version', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const stored = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: "a/ü 你好+%~(1)!*'.txt",
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        Metadata: { colour: 'blue', 'two-words': 'yes  indeed' },
      }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/ü 你好+%~(1)!*'.txt" }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got.ContentType).toBe('text/plain');
    expect(got.CacheControl).toBe('no-store');
    expect(got.Metadata).toEqual({ colour: 'blue', 'two-words': 'yes  indeed' });
    expect(got.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(stored.ETag).toBe(got.ETag);
    expect(got.VersionId).toBe(stored.VersionId);
    expect(got.ContentLength).toBe(5);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a/ü 你好+%~(1)!*'.txt" }));
    expect(head.ContentLength).toBe(5);
    expect(head.LastModified).toEqual(got.LastModified);
  });
});

test('slashes and dots in a key are kept as they are', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    for (const Key of ['a//b', 'a/./b', 'a/../b', '/leading', 'trailing/']) {
      await put(client, Key, Key);
      expect(await read(client, Key)).toBe(Key);
    }
  });
});

test('an empty object is stored and read', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, 'empty', '');
    expect(await read(client, 'empty')).toBe('');
  });
});

test('a missing key, version or bucket has an error of its own', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, 'key', 'x');
    await expect(read(client, 'nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(read(client, 'key', 'unknown'.repeat(4))).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await expect(read(client, 'key', 'no-id')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(client.send(new GetObjectCommand({ Bucket: 'elsewhere', Key: 'k' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    const refusal = client.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }));
    await expect(refusal).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});

test('a delete hides an object behind a marker, and removing the marker brings it back', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, 'key', 'first');
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(read(client, 'key')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const marker = deleted.VersionId as string;
    await expect(read(client, 'key', marker)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    const removed = await client.send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId: marker }));
    expect(removed).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read(client, 'key')).toBe('first');
  });
});

test('every write leaves a version, the newest first and current', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const ids: (string | undefined)[] = [];
    for (const body of ['one', 'two', 'three']) ids.unshift((await put(client, 'key', body)).VersionId);
    const listed = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual(ids);
    expect(listed.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false, false]);
    expect(await read(client, 'key', ids[2])).toBe('one');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId: ids[0] as string }));
    expect(await read(client, 'key')).toBe('two');
  });
});

test('DeleteObjects deletes each key, and one refused key does not stop the others', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    for (const Key of ['a&<b', 'c', 'kept']) await put(client, Key, 'x');
    const result = await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'a&<b' }, { Key: 'missing' }, { Key: 'kept', ETag: '"other"' }, { Key: 'c' }] },
      }),
    );
    expect(result.Deleted?.map(({ Key }) => Key)).toEqual(['a&<b', 'missing', 'c']);
    expect(result.Errors).toEqual([expect.objectContaining({ Key: 'kept', Code: 'PreconditionFailed' })]);
    expect(await read(client, 'kept')).toBe('x');
    await expect(read(client, 'c')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

test('a copy takes the metadata along unless told to replace it', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const Metadata = { origin: 'source' };
    await client.send(new PutObjectCommand({ Bucket, Key: 'dir/ä b', Body: 'bytes', Metadata, ContentType: 'a/b' }));
    const CopySource = `${Bucket}/${encodeURIComponent('dir/ä b')}`;
    const copied = await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(copied.CopyObjectResult?.ETag).toBe('"4b3a6218bb3e3a7303e8a171a60fcf92"');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(await got.Body?.transformToString()).toBe('bytes');
    expect(got).toMatchObject({ Metadata, ContentType: 'a/b' });
    const replacing = { MetadataDirective: 'REPLACE', Metadata: { origin: 'copy' } } as const;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `/${Bucket}/copy`, ...replacing }));
    const replaced = await client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(replaced.Metadata).toEqual({ origin: 'copy' });
  });
});

test('a copy of a missing key, onto itself, or against a condition is refused', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const { ETag } = await put(client, 'key', 'x');
    const copy = (from: string, conditions = {}) =>
      client.send(new CopyObjectCommand({ Bucket, Key: 'key', CopySource: `${Bucket}/${from}`, ...conditions }));
    await expect(copy('missing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy('key')).rejects.toMatchObject({ name: 'InvalidRequest' });
    const replacing = { MetadataDirective: 'REPLACE', CopySourceIfNoneMatch: ETag };
    await expect(copy('key', replacing)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });
});

test('an old version is copied by its id', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const { VersionId } = await put(client, 'key', 'old');
    await put(client, 'key', 'new');
    const CopySource = `${Bucket}/key?versionId=${VersionId}`;
    const copied = await client.send(new CopyObjectCommand({ Bucket, Key: 'key', CopySource }));
    expect(copied.CopySourceVersionId).toBe(VersionId);
    expect(await read(client, 'key')).toBe('old');
  });
});
