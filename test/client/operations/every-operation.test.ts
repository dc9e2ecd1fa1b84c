import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { classifyRequest } from '../../../src/shared/classify-request.ts';
import type { Plan } from '../../../src/shared/contracts/plan.ts';
import { Bucket, withRegion } from '../../region/with-region.ts';
import { buildPlan, createDraw, type SomeOperation } from './build-plan.ts';
import { createRealClient, type Done, seed } from './real-client.ts';

const megabyte = 1024 * 1024;

type NamedDone = Done & { name: string };

/** Draws and performs so many operations against a real region, one after the other, with what follows each. */
function performAll(plan: Plan, count: number): Promise<NamedDone[]> {
  return withRegion(async (mounted) => {
    await seed(mounted, plan);
    const perform = await createRealClient({ plan, regions: { 'us-east-1': mounted } });
    const draw = createDraw(plan);
    const done: NamedDone[] = [];
    for (let i = 0; i < count; i += 1) {
      const operation = draw();
      const one = await perform(operation);
      done.push({ ...one, name: operation.name });
      const next = one.outcome === 'ok' ? operation.followUp() : null;
      if (next !== null) done.push({ ...(await perform(next)), name: `then ${next.name}` });
    }
    return done;
  });
}

const every: SomeOperation[] = [
  { name: 'GetObject' },
  { name: 'GetObject', rangeBytes: 300 },
  { name: 'GetObject', condition: 'ifNoneMatch' },
  { name: 'HeadObject' },
  { name: 'PutObject' },
  { name: 'PutObject', condition: 'ifNoneMatch' },
  { name: 'PutObject', condition: 'ifMatch' },
  { name: 'PutObject', followedBy: 'GetObject' },
  { name: 'PutObject', condition: 'ifMatch', followedBy: 'GetObject' },
  { name: 'DeleteObject' },
  { name: 'DeleteObjects', batch: 3 },
  { name: 'CopyObject' },
  { name: 'ListObjectsV2', pages: 3, batch: 4 },
  { name: 'ListObjectsV2', followedBy: 'GetObject' },
  { name: 'PutObjectTagging' },
  { name: 'GetObjectTagging' },
];

describe('a real region', () => {
  test('is sent nothing that a gateway would take for another request', async () => {
    const plan = buildPlan([...every, { name: 'MultipartUpload', partBytes: 5 * megabyte }], { prefixes: 2 });
    const mistaken: string[] = [];
    await withRegion(async (mounted) => {
      await seed(mounted, plan);
      const perform = await createRealClient({
        plan,
        regions: { 'us-east-1': mounted },
        onAnswer(reply, step) {
          const { method, path, query, headers } = step.build(Bucket);
          const hasCopySource = headers?.['x-amz-copy-source'] !== undefined;
          const { name } = classifyRequest(method, query === '' ? path : `${path}?${query}`, hasCopySource);
          if (name !== step.request) mistaken.push(`${step.request} for ${name}`);
          return reply;
        },
      });
      const draw = createDraw(plan);
      for (let i = 0; i < 100; i += 1) await perform(draw());
    });
    expect(mistaken).toEqual([]);
  });

  test.each([1, 4])('takes every operation that a client sends, with objects under %i prefixes', async (prefixes) => {
    const plan = buildPlan(every, { prefixes });
    const done = await performAll(plan, 250);
    const failed = done.filter(({ outcome }) => outcome !== 'ok');
    expect(failed.map(({ name, outcome, records }) => [name, outcome, records.at(-1)?.reply.code])).toEqual([]);
    expect(new Set(done.map(({ name }) => name)).size).toBe(10);
  });

  test('answers a revalidation with 304, and a range with 206', async () => {
    const plan = buildPlan([
      { name: 'GetObject', rangeBytes: 300 },
      { name: 'GetObject', condition: 'ifNoneMatch' },
    ]);
    const done = await performAll(plan, 20);
    expect(new Set(done.map(({ records }) => records[0]?.reply.status))).toEqual(new Set([206, 304]));
    expect(done.every(({ outcome }) => outcome === 'ok')).toBe(true);
  });

  test('reads of an empty object, whole, in part and revalidated, succeed', async () => {
    const plan = buildPlan(every.slice(0, 4), { count: 1, size: { kind: 'range', minBytes: 0, maxBytes: 0 } });
    const done = await performAll(plan, 12);
    expect(done.every(({ outcome }) => outcome === 'ok')).toBe(true);
  });

  test('keeps what PutObject has sent, with its intent and its checksum, for any SDK to read', async () => {
    const plan = buildPlan([{ name: 'PutObject', followedBy: 'GetObject' }]);
    await withRegion(async (mounted) => {
      const perform = await createRealClient({ plan, regions: { 'us-east-1': mounted } });
      const operation = createDraw(plan)();
      expect((await perform(operation)).outcome).toBe('ok');
      const client = mounted.connect();
      const Key = 's3drill-run/written/1/1';
      // The SDK verifies the checksum that came with the object by itself.
      const found = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await found.Body?.transformToString()).toHaveLength(found.ContentLength ?? -1);
      expect(found.ChecksumCRC32).toMatch(/^.{6}==$/);
      expect(found.Metadata?.['s3drill-intent']).toMatch(/^[0-9a-f]{8}-1-1$/);
    });
  });

  test('holds an upload of several parts as one object, whose text and intent are those of the write', async () => {
    const plan = buildPlan([
      {
        name: 'MultipartUpload',
        size: { kind: 'range', minBytes: 16 * megabyte, maxBytes: 16 * megabyte },
        partBytes: 5 * megabyte,
      },
    ]);
    await withRegion(async (mounted) => {
      const perform = await createRealClient({ plan, regions: { 'us-east-1': mounted } });
      const { outcome, records } = await perform(createDraw(plan)());
      expect(outcome).toBe('ok');
      expect(records.map(({ cause }) => cause)).toEqual(['first', 'next', 'next', 'next', 'next', 'next']);
      const client = mounted.connect();
      const Key = 's3drill-run/written/1/1';
      const found = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      expect(found).toMatchObject({ ContentLength: 16 * megabyte, ChecksumType: 'COMPOSITE' });
      expect(found.Metadata?.['s3drill-intent']).toMatch(/-1-1$/);
      const text = await (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
      // One text from end to end: what is at a place is there again after a unit of 4,096.
      expect(text?.slice(0, -4096) === text?.slice(4096)).toBe(true);
    });
  });
});
