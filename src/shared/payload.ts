import { encodeBase64Of32Bits } from './base64.ts';
import { createRepeatedCrc32 } from './crc32.ts';
import { createRandom } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Characters of 6 bits that one number of 32 bits gives. */
const charactersPerDraw = 5;

/** Characters drawn at random; longer bodies repeat them. Drawing each of a megabyte would keep a client busy for a second. */
const unitBytes = 4096;

/** Bodies of up to so many bytes. Where they start decides their text, and starts repeat after 4,096. */
export interface PayloadSource {
  take(bytes: number, start: number): string;
  /** CRC-32 of the same body as `x-amz-checksum-crc32` has it, in base64; takes no longer for a long one. */
  checksum(bytes: number, start: number): string;
}

/**
 * One block per client, sliced: k6 has no streaming upload, and making each body anew would cost more than sending it.
 * ASCII, because one character is then one byte and a slice of a string shares its memory. Sources of the same seed agree
 * on every text, however large they are.
 */
export function createPayloadSource(seed: number, maxBytes: number): PayloadSource {
  const unit = drawUnit(seed);
  const block = unit.repeat(1 + Math.ceil(maxBytes / unitBytes));
  const computeCrc32 = createRepeatedCrc32(unit);
  return {
    take(bytes, start) {
      const from = start % unitBytes;
      return block.slice(from, from + bytes);
    },
    checksum: (bytes, start) => encodeBase64Of32Bits(computeCrc32(start % unitBytes, bytes)),
  };
}

/** Collected in pieces: k6 copies a string each time that something is put to its end. */
function drawUnit(seed: number): string {
  const random = createRandom(seed);
  const pieces: string[] = [];
  for (let drawn = 0; drawn < unitBytes; drawn += charactersPerDraw) {
    const bits = Math.floor(random() * 2 ** (6 * charactersPerDraw));
    pieces.push(draw(bits) + draw(bits >>> 6) + draw(bits >>> 12) + draw(bits >>> 18) + draw(bits >>> 24));
  }
  return pieces.join('').slice(0, unitBytes);
}

function draw(bits: number): string {
  return alphabet.charAt(bits & 63);
}
