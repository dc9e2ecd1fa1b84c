import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeCrc32, createRepeatedCrc32 } from '../../src/shared/crc32.ts';

const ascii = fc.string({ unit: 'binary-ascii', maxLength: 200 });

describe('the CRC-32', () => {
  test('of any text is the one that zlib computes', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(computeCrc32(text)).toBe(crc32(text));
      }),
    );
  });

  test('of any stretch of a repeated text is the one that zlib computes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 50 }),
        fc.nat(100),
        fc.nat(70_000),
        (unit, start, bytes) => {
          const repeated = unit.repeat(Math.ceil((start + bytes) / unit.length));
          expect(createRepeatedCrc32(unit)(start, bytes)).toBe(crc32(repeated.slice(start, start + bytes)));
        },
      ),
    );
  });

  test.each([0, 1, 4095, 4096, 4097, 8_388_608, 16_777_215, 16_777_217])(
    'of %i bytes of a text that repeats after 4,096 is the one that zlib computes',
    (bytes) => {
      const unit = 'The quick brown fox jumps over the lazy dog, again and again. ?'.repeat(65).slice(0, 4096);
      const repeated = unit.repeat(Math.ceil((bytes + 7) / 4096) + 1);
      expect(createRepeatedCrc32(unit)(7, bytes)).toBe(crc32(repeated.slice(7, bytes + 7)));
    },
  );
});
