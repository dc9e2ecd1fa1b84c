import { createRandom } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Draws bodies of up to `maxBytes`, deterministic from the seed. */
export interface PayloadSource {
  /** @param variant picks which part of the block; the same variant and size give the same body */
  take(bytes: number, variant: number): string;
}

/**
 * One random block per client, sliced: k6 has no streaming upload, and making each body anew would cost more than
 * sending it. ASCII, because one character is then one byte and a slice of a string shares its memory.
 */
export function createPayloadSource(seed: number, maxBytes: number): PayloadSource {
  const random = createRandom(seed);
  const spare = 1024;
  let block = '';
  for (let i = 0; i < maxBytes + spare; i += 1) block += alphabet[Math.floor(random() * 64)];
  return {
    take(bytes, variant) {
      const start = variant % spare;
      return block.slice(start, start + bytes);
    },
  };
}
