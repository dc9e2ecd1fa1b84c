import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPayloadSource } from '../../src/shared/payload.ts';

describe('payloads', () => {
  test('have the size asked for, are ASCII, and repeat for the same seed and start', () => {
    const source = createPayloadSource(3, 4096);
    for (const bytes of [0, 1, 4096]) expect(source.take(bytes, 5)).toHaveLength(bytes);
    expect(source.take(4096, 0)).toMatch(/^[A-Za-z0-9_-]*$/);
    expect(source.take(512, 9)).toBe(createPayloadSource(3, 4096).take(512, 9));
    expect(source.take(512, 9)).not.toBe(source.take(512, 10));
    expect(source.take(512, 9)).not.toBe(createPayloadSource(4, 4096).take(512, 9));
  });

  test('are the same whatever the largest of them is, and are never cut short', () => {
    const small = createPayloadSource(3, 5000);
    const large = createPayloadSource(3, 100_000);
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(1_000_000), (bytes, start) => {
        expect(small.take(bytes, start)).toHaveLength(bytes);
        expect(small.take(bytes, start)).toBe(large.take(bytes, start));
      }),
    );
  });

  test('that follow each other make one text: what parts of an upload hold is what the object holds', () => {
    const source = createPayloadSource(3, 50_000);
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), fc.nat(5000), (first, second, start) => {
        const parts = source.take(first, start) + source.take(second, start + first);
        expect(source.take(first + second, start)).toBe(parts);
      }),
    );
  });

  test('come with the CRC-32 that S3 computes of them, in base64', () => {
    const source = createPayloadSource(3, 70_000);
    fc.assert(
      fc.property(fc.nat(70_000), fc.nat(10_000), (bytes, start) => {
        const expected = Buffer.alloc(4);
        expected.writeUInt32BE(crc32(source.take(bytes, start)));
        expect(source.checksum(bytes, start)).toBe(expected.toString('base64'));
      }),
    );
  });
});
