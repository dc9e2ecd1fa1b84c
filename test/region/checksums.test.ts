import {
  type ChecksumAlgorithm,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { checksumAlgorithms, composeChecksum, computeChecksum } from '../../src/region/checksums.ts';
import { Bucket, withRegion } from './with-region.ts';

/** Of the nine bytes `123456789`: the CRC catalogue's check values, and coreutils' sums. */
const checkValues = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  MD5: '25f9e794323b453885f5181f1b624d0b',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  SHA512:
    'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
};

test.each(checksumAlgorithms)('%s has its published check value', (algorithm) => {
  const { value } = computeChecksum(algorithm, Buffer.from('123456789'));
  expect(Buffer.from(value, 'base64').toString('hex')).toBe(checkValues[algorithm]);
});

test('a composite checksum counts its parts', () => {
  const part = computeChecksum('CRC32', Buffer.from('123456789')).value;
  expect(composeChecksum('CRC32', [part, part]).value).toMatch(/^.{6}==-2$/);
});

// The SDK computes CRC32C and CRC64NVME itself, so it checks ours on the way in and on the way out.
test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] satisfies ChecksumAlgorithm[])(
  'the SDK and the region agree on %s',
  async (ChecksumAlgorithm) => {
    await withRegion(async ({ connect }) => {
      const client = connect();
      const name = `Checksum${ChecksumAlgorithm}` as const;
      const Body = 'some bytes of text';
      const stored = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ChecksumAlgorithm }));
      expect(stored[name]).toBe(computeChecksum(ChecksumAlgorithm, Buffer.from(Body)).value);
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'key', ChecksumMode: 'ENABLED' }));
      expect(await got.Body?.transformToString()).toBe(Body);
      expect(got[name]).toBe(stored[name]);
      expect(got.ChecksumType).toBe('FULL_OBJECT');
    });
  },
);

test('a wrong digest is refused and nothing is stored', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const put = (input: Partial<PutObjectCommandInput>) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x', ...input }));
    const wrongSha = computeChecksum('SHA256', Buffer.from('other')).value;
    await expect(put({ ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ChecksumSHA256: wrongSha })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ChecksumSHA256: 'short' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(put({ ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put({ ContentMD5: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidDigest' });
    await expect(put({ ChecksumCRC32: 'AAAAAA==', ChecksumSHA256: wrongSha })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'key' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await put({ ContentMD5: 'nd2Ryd1r7LyxMyEqQGxbkA==', Body: 'x' }).then(
      () => expect.fail('the MD5 of another text was accepted'),
      (error) => expect(error.name).toBe('BadDigest'),
    );
  });
});

test('an object stored without checksum gets a CRC64NVME when somebody asks, and ranges get none', async () => {
  await withRegion(async ({ connect }) => {
    const client = connect({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const stored = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: '123456789' }));
    expect(stored.ChecksumCRC32).toBeUndefined();
    const read = (input: object) =>
      client.send(new GetObjectCommand({ Bucket, Key: 'key', ChecksumMode: 'ENABLED', ...input }));
    expect((await read({})).ChecksumCRC64NVME).toBe('rosUhgp5mIg=');
    expect((await read({ Range: 'bytes=0-3' })).ChecksumCRC64NVME).toBeUndefined();
  });
});
