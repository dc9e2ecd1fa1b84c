import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, withRegion } from './with-region.ts';

const Key = 'big';
const partBytes = 5 * 1024 * 1024;
const first = Buffer.alloc(partBytes, 'a');
const last = Buffer.from('the end');

const start = async (client: S3Client, input: Partial<CreateMultipartUploadCommandInput> = {}) => {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ...input }),
  );
  return UploadId as string;
};

const upload = async (client: S3Client, UploadId: string, PartNumber: number, Body: Buffer) => {
  const part = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 };
};

type Parts = { PartNumber: number; ETag: string | undefined; ChecksumCRC32?: string | undefined }[];

const complete = (
  client: S3Client,
  UploadId: string,
  Parts: Parts,
  input: Partial<CompleteMultipartUploadCommandInput> = {},
) => client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...input }));

test('parts uploaded in any order become one object', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const UploadId = await start(client, { ContentType: 'text/plain', Metadata: { a: 'b' } });
    const second = await upload(client, UploadId, 7, last);
    await upload(client, UploadId, 2, last);
    const parts = [await upload(client, UploadId, 2, first), second];
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
    expect(listed.Parts).toEqual([expect.objectContaining({ PartNumber: 2, Size: partBytes })]);
    expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });

    const completed = await complete(client, UploadId, parts);
    expect(completed.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(completed).toMatchObject({ ChecksumType: 'COMPOSITE', ChecksumCRC32: expect.stringMatching(/-2$/) });
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([first, last]))).toBe(true);
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { a: 'b' }, VersionId: completed.VersionId });
    const part = await client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect(part).toMatchObject({ PartsCount: 2, ContentLength: last.length });
    expect(await part.Body?.transformToString()).toBe('the end');
  });
});

test('a completion whose answer was lost can be repeated, until its object is gone', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const UploadId = await start(client);
    const parts = [await upload(client, UploadId, 1, last)];
    const { VersionId, ETag } = await complete(client, UploadId, parts, { IfNoneMatch: '*' });
    expect(await complete(client, UploadId, parts, { IfNoneMatch: '*' })).toMatchObject({ VersionId, ETag });
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    await expect(complete(client, UploadId, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

test('a full-object checksum is that of the whole object', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const UploadId = await start(client, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await upload(client, UploadId, 1, first), await upload(client, UploadId, 2, last)];
    const whole = { Bucket, Key: 'at-once', Body: Buffer.concat([first, last]) };
    const { ChecksumCRC32 } = await client.send(new PutObjectCommand(whole));
    const input = { ChecksumType: 'FULL_OBJECT' } as const;
    await expect(complete(client, UploadId, parts, { ...input, ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(await complete(client, UploadId, parts, { ...input, ChecksumCRC32 })).toMatchObject({ ChecksumCRC32 });
  });
});

test('a completion that does not fit its parts is refused and can be repeated', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const UploadId = await start(client);
    const small = await upload(client, UploadId, 1, last);
    const second = await upload(client, UploadId, 2, last);
    const third = { PartNumber: 3, ETag: '"0"' };
    for (const [parts, name] of [
      [[small, second], 'EntityTooSmall'],
      [[second, small], 'InvalidPartOrder'],
      [[small, small], 'InvalidPartOrder'],
      [[third], 'InvalidPart'],
      [[{ ...small, ETag: '"wrong"' }], 'InvalidPart'],
      [[{ ...small, ChecksumCRC32: 'AAAAAA==' }], 'InvalidPart'],
      [[{ PartNumber: 1, ETag: small.ETag }], 'InvalidRequest'],
      [[], 'MalformedXML'],
    ] as [Parts, string][]) {
      await expect(complete(client, UploadId, parts)).rejects.toMatchObject({ name });
    }
    await complete(client, UploadId, [small]);
  });
});

test('of two conditional completions one wins', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const ids = await Promise.all([start(client), start(client)]);
    const outcomes = await Promise.allSettled(
      ids.map(async (id) => complete(client, id, [await upload(client, id, 1, last)], { IfNoneMatch: '*' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'PreconditionFailed' },
    });
  });
});

test('an aborted upload is gone, and an unknown one was never there', async () => {
  await withRegion(
    async ({ connect }) => {
      const client = connect();
      for (let i = 0; i < 3; i += 1) {
        const UploadId = await start(client);
        await upload(client, UploadId, 1, first);
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
        await expect(upload(client, UploadId, 2, last)).rejects.toMatchObject({ name: 'NoSuchUpload' });
      }
      await expect(upload(client, 'unknown', 1, last)).rejects.toMatchObject({ name: 'NoSuchUpload' });
      await expect(upload(client, await start(client), 10_001, last)).rejects.toMatchObject({
        name: 'InvalidArgument',
      });
    },
    { maxBytes: partBytes + 100_000 },
  );
});

test('a part is copied from a range of another object', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
    const UploadId = await start(client);
    const copy = (CopySourceRange: string) =>
      client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
    await expect(copy('bytes=5-10')).rejects.toMatchObject({ name: 'InvalidArgument' });
    const { CopyPartResult } = await copy('bytes=2-4');
    const part = { PartNumber: 1, ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 };
    await complete(client, UploadId, [part]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('234');
  });
});

test('uploads under way are listed by key and age, page by page, and no longer when they have ended', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const list = (input = {}) => client.send(new ListMultipartUploadsCommand({ Bucket, ...input }));
    const ids: string[] = [];
    for (const name of ['b', 'ü', 'a/1', 'a/2', 'b']) ids.push(await start(client, { Key: name }));
    const [b1, u, a1, a2, b2] = ids;
    const listed = await list();
    expect(listed.Uploads?.map(({ UploadId }) => UploadId)).toEqual([a1, a2, b1, b2, u]);
    expect(listed.Uploads?.[0]).toMatchObject({ Key: 'a/1', ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' });

    const seen: (string | undefined)[] = [];
    let marker: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
    while (marker !== null) {
      const page = await list({ MaxUploads: 1, EncodingType: 'url', ...marker });
      seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
      const { NextKeyMarker = '', NextUploadIdMarker = '' } = page;
      // The SDK leaves an url-encoded marker to its caller.
      marker = page.IsTruncated
        ? { KeyMarker: decodeURIComponent(NextKeyMarker), UploadIdMarker: NextUploadIdMarker }
        : null;
    }
    expect(seen).toEqual([a1, a2, b1, b2, u]);

    const folded = await list({ Delimiter: '/', MaxUploads: 1 });
    expect(folded).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a/', CommonPrefixes: [{ Prefix: 'a/' }] });
    const rest = await list({ Delimiter: '/', KeyMarker: 'a/' });
    expect(rest.Uploads?.map(({ UploadId }) => UploadId)).toEqual([b1, b2, u]);
    expect(rest.CommonPrefixes).toBeUndefined();
    expect((await list({ Prefix: 'a/' })).Uploads).toHaveLength(2);

    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'b', UploadId: b1 }));
    expect((await list({ KeyMarker: 'b', UploadIdMarker: b1 })).Uploads?.map(({ UploadId }) => UploadId)).toEqual([
      b2,
      u,
    ]);
  });
});
