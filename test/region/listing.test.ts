import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listObjects, listVersions } from '../../src/region/list-objects.ts';
import { createMemoryBudget } from '../../src/region/memory-budget.ts';
import {
  createObjectStore,
  insertVersion,
  type ObjectContent,
  type ObjectStore,
} from '../../src/region/object-store.ts';
import { noTags } from '../../src/region/tags.ts';
import { Bucket, withRegion } from './with-region.ts';

const content: ObjectContent = { body: Buffer.alloc(0), etag: '""', headers: {}, checksum: null, parts: null };

interface Write {
  key: string;
  isDelete: boolean;
}

function fill(writes: readonly Write[]): ObjectStore {
  const store = createObjectStore(createMemoryBudget(1e9));
  writes.forEach(({ key, isDelete }, orderUs) => {
    insertVersion(store, {
      key,
      versionId: `v${orderUs}`,
      orderUs,
      content: isDelete ? null : content,
      tags: noTags,
      tagsOrderUs: orderUs,
      replication: null,
    });
  });
  return store;
}

/** Few characters, so that prefixes collide; two of them order differently in UTF-16 and in UTF-8. */
const keys = fc.string({
  unit: fc.constantFrom('a', 'b', '/', 'é', '\uffee', '\u{1f600}'),
  minLength: 1,
  maxLength: 6,
});
const allWrites = fc.array(fc.record({ key: keys, isDelete: fc.boolean() }), { maxLength: 40 });
const range = fc.record({
  prefix: fc.oneof(fc.constant(''), fc.constantFrom('a', '/', 'a/', '\u{1f600}')),
  delimiter: fc.constantFrom('', '/', 'b', '/a', '\u{1f600}'),
  after: fc.oneof(fc.constant(''), keys),
  maxKeys: fc.integer({ min: 1, max: 8 }),
});

const compareBytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** All elements of a listing in order, by the obvious way: keys as `=key`, common prefixes as `>prefix`. */
function listNaively(listed: readonly string[], { prefix, delimiter, after }: Record<string, string>): string[] {
  const elements = new Set<string>();
  for (const key of listed.filter((name) => name.startsWith(prefix as string)).sort(compareBytes)) {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter as string, prefix?.length);
    elements.add(at === -1 ? `=${key}` : `>${key.slice(0, at + (delimiter as string).length)}`);
  }
  return [...elements].filter((element) => compareBytes(element.slice(1), after as string) > 0);
}

test('pages of any size together list what a naive model lists, in the order of UTF-8', () => {
  fc.assert(
    fc.property(allWrites, range, (writes, { maxKeys, ...where }) => {
      const store = fill(writes);
      const current = new Map(writes.map(({ key, isDelete }) => [key, isDelete]));
      const expected = listNaively(
        [...current.keys()].filter((key) => !current.get(key)),
        where,
      );
      const seen: string[] = [];
      let { after } = where;
      for (;;) {
        const page = listObjects(store, { ...where, after, maxKeys });
        const elements = [
          ...page.entries.map(({ key }) => `=${key}`),
          ...page.commonPrefixes.map((prefix) => `>${prefix}`),
        ].sort((left, right) => compareBytes(left.slice(1), right.slice(1)));
        expect(elements.length).toBeLessThanOrEqual(maxKeys);
        seen.push(...elements);
        if (!page.isTruncated) break;
        expect(elements).toHaveLength(maxKeys);
        after = page.last;
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('pages of versions together list every version, the newest of each key first', () => {
  fc.assert(
    fc.property(allWrites, fc.integer({ min: 1, max: 5 }), (writes, maxKeys) => {
      const store = fill(writes);
      const seen: string[] = [];
      let after = '';
      let versionIdAfter: string | null = null;
      for (;;) {
        const page = listVersions(store, { prefix: '', delimiter: '', after, maxKeys }, versionIdAfter);
        seen.push(...page.entries.map(({ versionId }) => versionId));
        if (!page.isTruncated) break;
        after = page.last;
        versionIdAfter = page.lastEntry?.versionId ?? null;
      }
      const byKeyThenAge = writes
        .map(({ key }, order) => ({ key, order }))
        .sort((left, right) => compareBytes(left.key, right.key) || right.order - left.order);
      expect(seen).toEqual(byKeyThenAge.map(({ order }) => `v${order}`));
    }),
  );
});

test('the SDK pages through a bucket with ListObjectsV2', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const names = ['a', 'b/1', 'b/2', 'c d+e', 'd/1', 'e&<>'];
    for (const Key of names) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, MaxKeys: 2, Delimiter: '/', EncodingType: 'url', ContinuationToken }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(found.sort()).toEqual(['a', 'b/', 'c%20d%2Be', 'd/', 'e%26%3C%3E']);
    const plain = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'd', FetchOwner: true }));
    expect(plain.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['d/1', 3],
      ['e&<>', 4],
    ]);
    expect(plain.Contents?.[0]?.Owner?.ID).toBe('s3drill');
    const none = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });
});

test('ListObjects of version 1 goes on from its marker', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    for (const Key of ['a/1', 'a/2', 'b/1', 'c']) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const first = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, Delimiter: '/' }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'a/' });
    const rest = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }));
    expect(rest.CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });
});

test('ListObjectVersions shows delete markers, and pages within a key', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    for (const Body of ['1', '2', '3']) await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    const first = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
    expect(first.DeleteMarkers).toEqual([expect.objectContaining({ Key: 'key', IsLatest: true })]);
    expect(first.Versions).toHaveLength(1);
    const rest = await client.send(
      new ListObjectVersionsCommand({
        Bucket,
        KeyMarker: first.NextKeyMarker,
        VersionIdMarker: first.NextVersionIdMarker,
      }),
    );
    expect(rest.Versions).toHaveLength(2);
    expect(rest.IsTruncated).toBe(false);
  });
});

test('parameters that make no sense are refused', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    for (const command of [
      new ListObjectsV2Command({ Bucket, MaxKeys: -1 }),
      new ListObjectsV2Command({ Bucket, ContinuationToken: 'invented' }),
      new ListObjectVersionsCommand({ Bucket, VersionIdMarker: 'x' }),
    ]) {
      await expect(client.send(command as ListObjectsV2Command)).rejects.toMatchObject({ name: 'InvalidArgument' });
    }
  });
});
