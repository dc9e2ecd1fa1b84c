import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange } from '../../src/region/ranges.ts';
import { Bucket, withRegion } from './with-region.ts';

test('a range comes back as 206 with its place in the object', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    for (const [Range, text, place] of [
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=5-100', '56789', 'bytes 5-9/10'],
    ] as const) {
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
      expect(got.$metadata.httpStatusCode).toBe(206);
      expect(got.ContentRange).toBe(place);
      expect(await got.Body?.transformToString()).toBe(text);
    }
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=2-3' }));
    expect(head).toMatchObject({ ContentLength: 2, $metadata: { httpStatusCode: 206 } });
  });
});

test('a range outside the object is 416, with its size', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    await client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    await expect(
      client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=10-' })),
    ).rejects.toMatchObject({ name: 'InvalidRange', ActualObjectSize: '10', $metadata: { httpStatusCode: 416 } });
  });
});

test('what S3 does not take as one range means the whole object', () => {
  for (const header of [undefined, 'bytes=', 'bytes=-', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=5-2', 'bytes=a-b']) {
    expect(parseRange(header, 10)).toBeNull();
  }
});

test('a satisfiable range lies inside the object', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (size, from, length) => {
      fc.pre(from < size);
      const range = parseRange(`bytes=${from}-${from + length}`, size);
      expect(range).toEqual({ from, to: Math.min(from + length, size - 1) });
    }),
  );
});
