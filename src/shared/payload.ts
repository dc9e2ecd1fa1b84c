import { createRandom } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Draws bodies of up to `maxBytes`, deterministic from the seed. */
export interface PayloadSource {
  /** @param variant picks which part of the block; the same variant and size give the same body */
  take(bytes: number, variant: number): string;
}

/** Characters drawn at random; longer bodies repeat them. Drawing each of a megabyte would keep a client busy for a second. */
const unitBytes = 4096;
/** How many different bodies there are of each size. */
const variants = 1024;

/**
 * One block per client, sliced: k6 has no streaming upload, and making each body anew would cost more than sending it.
 * ASCII, because one character is then one byte and a slice of a string shares its memory.
 */
export function createPayloadSource(seed: number, maxBytes: number): PayloadSource {
  const random = createRandom(seed);
  const unit = Array.from({ length: unitBytes }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const block = unit.repeat(Math.ceil((maxBytes + variants) / unitBytes));
  return {
    take(bytes, variant) {
      const start = variant % variants;
      return block.slice(start, start + bytes);
    },
  };
}
