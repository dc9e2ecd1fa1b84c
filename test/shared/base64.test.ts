import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase64, encodeBase64Of32Bits, encodeBase64OfHex } from '../../src/shared/base64.ts';

test('base64 is the one that Node writes, of bytes, of a number and of hex digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const expected = Buffer.from(bytes).toString('base64');
      expect(encodeBase64([...bytes])).toBe(expected);
      expect(encodeBase64OfHex(Buffer.from(bytes).toString('hex'))).toBe(expected);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      expect(encodeBase64Of32Bits(value)).toBe(bytes.toString('base64'));
    }),
  );
});
