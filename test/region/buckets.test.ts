import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { readXml } from '../../src/region/read-xml.ts';
import { writeXml } from '../../src/region/write-xml.ts';
import { signRaw } from './raw-request.ts';
import { Bucket, withRegion } from './with-region.ts';

test('buckets are created, listed, found and deleted', async () => {
  await withRegion(
    async ({ connect }) => {
      const client = connect();
      await client.send(new CreateBucketCommand({ Bucket: 'another' }));
      const listed = await client.send(new ListBucketsCommand());
      expect(listed.Buckets?.map(({ Name }) => Name)).toEqual(['another', Bucket]);
      await client.send(new HeadBucketCommand({ Bucket: 'another' }));
      await expect(client.send(new CreateBucketCommand({ Bucket: 'another' }))).rejects.toMatchObject({
        name: 'BucketAlreadyOwnedByYou',
      });
      await expect(client.send(new CreateBucketCommand({ Bucket: 'No' }))).rejects.toMatchObject({
        name: 'InvalidBucketName',
      });
      const elsewhere = { LocationConstraint: 'eu-west-1' } as const;
      await expect(
        client.send(new CreateBucketCommand({ Bucket: 'third', CreateBucketConfiguration: elsewhere })),
      ).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
      await client.send(new PutObjectCommand({ Bucket: 'another', Key: 'k', Body: 'x' }));
      await expect(client.send(new DeleteBucketCommand({ Bucket: 'another' }))).rejects.toMatchObject({
        name: 'BucketNotEmpty',
      });
      await client.send(new CreateBucketCommand({ Bucket: 'empty' }));
      await client.send(new DeleteBucketCommand({ Bucket: 'empty' }));
      await expect(client.send(new HeadBucketCommand({ Bucket: 'empty' }))).rejects.toMatchObject({ name: 'NotFound' });
    },
    { name: 'us-west-2' },
  );
});

test('a bucket is in its region, and always versioned', async () => {
  await withRegion(
    async ({ connect }) => {
      const client = connect();
      const located = await client.send(new GetBucketLocationCommand({ Bucket }));
      expect(located.LocationConstraint).toBe('us-west-2');
      expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
      const set = (Status: 'Enabled' | 'Suspended') =>
        client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
      await set('Enabled');
      await expect(set('Suspended')).rejects.toMatchObject({ name: 'NotImplemented' });
    },
    { name: 'us-west-2' },
  );
});

test('a sub-resource that is not implemented is 501 and never an object', async () => {
  await withRegion(async (mounted) => {
    const client = mounted.connect();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'kept' }));
    for (const command of [
      new PutObjectAclCommand({ Bucket, Key: 'key', ACL: 'private' }),
      new GetBucketTaggingCommand({ Bucket }),
      new PutObjectCommand({ Bucket, Key: 'key', Body: 'x', WebsiteRedirectLocation: '/elsewhere' }),
    ]) {
      await expect(client.send(command as PutObjectAclCommand)).rejects.toMatchObject({
        name: 'NotImplemented',
        $metadata: { httpStatusCode: 501 },
      });
    }
    for (const [method, parameter, value] of [
      ['PUT', 'invented', ''],
      ['PUT', 'invented', 'x'],
      ['DELETE', 'policy', ''],
      ['POST', 'select', ''],
      ['GET', 'torrent', ''],
    ] as const) {
      const path = `/${Bucket}/key`;
      const { headers } = signRaw({ method, path, query: [[parameter, value]] }, mounted.port);
      const { host: _, ...rest } = headers;
      const answer = await fetch(`${mounted.endpoint}${path}?${parameter}=${value}`, { method, headers: rest });
      expect(answer.status).toBe(501);
      expect(answer.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/);
      expect(answer.headers.get('x-amz-id-2')).not.toBeNull();
    }
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    expect(await got.Body?.transformToString()).toBe('kept');
  });
});

test('XML that is written is read back, whatever it holds', () => {
  const text = 'a & b <c> "d" \r\n é \u{1f600} ]]>';
  const xml = writeXml('Root', { Empty: '', Text: text, Many: [{ N: 1 }, { N: 2 }], Absent: undefined });
  const root = readXml(Buffer.from(xml), 'Root');
  expect(root.children.map(({ name, text: own }) => [name, own])).toEqual([
    ['Empty', ''],
    ['Text', text],
    ['Many', ''],
    ['Many', ''],
  ]);
});

test('XML with comments, CDATA and prefixes is read; what is not well-formed is refused', () => {
  const source = '<?xml version="1.0"?><!-- c --><s:A xmlns:s="x"><B c="d>e">1<![CDATA[<2>]]>&#51;</B><C/></s:A>';
  expect(readXml(Buffer.from(source.replace('d>e', 'd')), 'A').children[0]?.text).toBe('1<2>3');
  for (const bad of [
    '',
    'text',
    '<A>',
    '<A></B>',
    '<A/><A/>',
    '<B/>',
    '<A>&unknown;</A>',
    '<A>a & b</A>',
    '<!DOCTYPE a [<!ENTITY b "c">]><A>&b;</A>',
    '<A>'.repeat(100),
  ]) {
    expect(() => readXml(Buffer.from(bad), 'A')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  }
});
