import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  type Tag,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bucket, withRegion } from './with-region.ts';

const Key = 'key';
const put = (client: S3Client, Tagging?: string) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...(Tagging !== undefined && { Tagging }) }));
const tag = (client: S3Client, TagSet: Tag[], VersionId?: string) =>
  client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet }, ...(VersionId && { VersionId }) }));
const readTags = async (client: S3Client, input: { Key?: string; VersionId?: string } = {}) =>
  (await client.send(new GetObjectTaggingCommand({ Bucket, Key, ...input }))).TagSet;

test('tags are replaced as a whole, read, counted and deleted, and the object stays the version it was', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    const { VersionId } = await put(client);
    expect(await readTags(client)).toEqual([]);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key }))).TagCount).toBeUndefined();
    await tag(client, [{ Key: 'old', Value: 'x' }]);
    const TagSet = [
      { Key: 'two words', Value: 'a+b=c/d@e.f:g_h-i' },
      { Key: 'größe', Value: '' },
    ];
    expect((await tag(client, TagSet)).VersionId).toBe(VersionId);
    expect(await readTags(client)).toEqual(TagSet);
    for (const command of [new GetObjectCommand({ Bucket, Key }), new HeadObjectCommand({ Bucket, Key })]) {
      expect(await client.send(command as GetObjectCommand)).toMatchObject({ TagCount: 2, VersionId });
    }
    const deleted = await client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(deleted).toMatchObject({ VersionId, $metadata: { httpStatusCode: 204 } });
    expect(await readTags(client)).toEqual([]);
  }));

test('each version has tags of its own', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    const older = await put(client, 'from=older');
    await put(client);
    expect(await readTags(client)).toEqual([]);
    const VersionId = older.VersionId as string;
    expect(await readTags(client, { VersionId })).toEqual([{ Key: 'from', Value: 'older' }]);
    await tag(client, [{ Key: 'since', Value: 'then' }], VersionId);
    expect(await readTags(client, { VersionId })).toEqual([{ Key: 'since', Value: 'then' }]);
    expect(await readTags(client)).toEqual([]);
  }));

test('what is not there, or a delete marker, has no tags', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    const set = (VersionId?: string) => tag(client, [], VersionId);
    await expect(set()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put(client);
    await expect(set('unknown'.repeat(4))).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(set(VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    await expect(readTags(client)).rejects.toMatchObject({ name: 'NoSuchKey' });
  }));

test.each([
  [
    'a=1&b=&c',
    [
      ['a', '1'],
      ['b', ''],
      ['c', ''],
    ],
  ],
  ['&&', []],
  ['two+words=%C3%BC%2F', [['two words', 'ü/']]],
] as [string, [string, string][]][])('a new object has the tags of x-amz-tagging: %s', (header, pairs) =>
  withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, header);
    expect(await readTags(client)).toEqual(pairs.map(([Key, Value]) => ({ Key, Value })));
  }),
);

test.each([
  ['=', 'InvalidArgument'],
  ['key%', 'InvalidArgument'],
  ['a=1&a=2', 'InvalidArgument'],
  ['key!=1', 'InvalidTag'],
  ['key=(1)', 'InvalidTag'],
  [`${'k'.repeat(129)}=1`, 'InvalidTag'],
  [`key=${'v'.repeat(257)}`, 'InvalidTag'],
  ['aws:key=1', 'InvalidTag'],
  [Array.from({ length: 11 }, (_, i) => `key${i}=1`).join('&'), 'BadRequest'],
])('x-amz-tagging: %s is refused as %s, and nothing is stored', (header, name) =>
  withRegion(async ({ connect }) => {
    const client = connect();
    await expect(put(client, header)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    await expect(readTags(client)).rejects.toMatchObject({ name: 'NoSuchKey' });
  }),
);

test('a document of tags that S3 would not take changes nothing', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, 'kept=1');
    const one = { Key: 'a', Value: '1' };
    for (const [TagSet, name] of [
      [[one, one], 'InvalidTag'],
      [[{ Key: '', Value: '1' }], 'InvalidTag'],
      [[{ Key: 'a', Value: 'a;b' }], 'InvalidTag'],
      [Array.from({ length: 11 }, (_, i) => ({ Key: `key${i}`, Value: '1' })), 'BadRequest'],
      [[{ Key: 'a', Value: undefined }], 'MalformedXML'],
    ] as [Tag[], string][]) {
      await expect(tag(client, TagSet)).rejects.toMatchObject({ name });
    }
    const wrong = { Bucket, Key, Tagging: { TagSet: [one] }, ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' };
    await expect(client.send(new PutObjectTaggingCommand(wrong))).rejects.toMatchObject({ name: 'BadDigest' });
    expect(await readTags(client)).toEqual([{ Key: 'kept', Value: '1' }]);
  }));

test('a copy takes the tags along unless told to replace them', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    await put(client, 'from=source');
    const copy = (input: object) =>
      client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ...input }));
    await copy({});
    expect(await readTags(client, { Key: 'copy' })).toEqual([{ Key: 'from', Value: 'source' }]);
    await copy({ TaggingDirective: 'REPLACE', Tagging: 'from=copy' });
    expect(await readTags(client, { Key: 'copy' })).toEqual([{ Key: 'from', Value: 'copy' }]);
    await copy({ TaggingDirective: 'REPLACE' });
    expect(await readTags(client, { Key: 'copy' })).toEqual([]);
    await expect(copy({ TaggingDirective: 'OTHER' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await tag(client, []);
    expect(await readTags(client, { Key: 'copy' })).toEqual([]);
  }));

test('a multipart upload has the tags that it was created with', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    const target = { Bucket, Key };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, Tagging: 'a=b' }));
    const part = { ...target, UploadId, PartNumber: 1 };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: 'x' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }));
    expect(await readTags(client)).toEqual([{ Key: 'a', Value: 'b' }]);
  }));

test('tags count against the memory of a region, and give it back', () =>
  withRegion(
    async ({ connect }) => {
      const client = connect();
      const { VersionId } = await put(client);
      const many = Array.from({ length: 10 }, (_, i) => ({ Key: `key${i}`, Value: 'v'.repeat(256) }));
      for (let i = 0; i < 20; i += 1) await tag(client, i % 2 === 0 ? many : []);
      await client.send(new PutObjectCommand({ Bucket, Key: 'filler', Body: Buffer.alloc(7000) }));
      await expect(tag(client, many)).rejects.toMatchObject({ name: 'InsufficientStorage' });
      expect(await readTags(client)).toEqual([]);
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    },
    { maxBytes: 10_000 },
  ));

test('tags written as a header read the same as those written as a document', () =>
  withRegion(async ({ connect }) => {
    const client = connect();
    const text = (minLength: number) =>
      fc.string({ minLength, maxLength: 40, unit: fc.constantFrom(...'aZ9 _.:/=+-@äß中') });
    const tagSets = fc.uniqueArray(fc.record({ Key: text(1), Value: text(0) }), {
      maxLength: 10,
      selector: ({ Key: name }) => name,
    });
    await fc.assert(
      fc.asyncProperty(tagSets, async (TagSet) => {
        const pairs = TagSet.map(({ Key: name, Value }) => `${encodeURIComponent(name)}=${encodeURIComponent(Value)}`);
        await put(client, pairs.join('&'));
        expect(await readTags(client)).toEqual(TagSet);
        await tag(client, TagSet);
        expect(await readTags(client)).toEqual(TagSet);
      }),
      { numRuns: 30 },
    );
  }));
