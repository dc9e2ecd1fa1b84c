/** A seeded source of numbers in [0, 1). */
export type Random = () => number;

// Looked up once: inside k6 `Math.imul` costs more to find than to call, and each draw calls it twice.
const { imul } = Math;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, fast in every engine, the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed of its own for each part of a run (client 3, a fault, the seeding), so that one part's draws don't shift another's. */
export function deriveSeed(seed: number, label: string): number {
  // FNV-1a over the label, started from the seed.
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < label.length; i += 1) hash = imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
