import type { Plan } from './contracts/plan.ts';
import { createIntents } from './intent.ts';
import { buildSeededKey } from './keys.ts';
import { createPayloadSource, type PayloadSource } from './payload.ts';
import { createRandom, deriveSeed } from './random.ts';
import { createSizeChooser } from './sizes.ts';

/** Objects written before the run. All about them follows from the plan's seed and their index, so every client knows what to expect. */
export interface SeededObjects {
  keyOf(index: number): string;
  bytesOf(index: number): number;
  /** Where its text starts in the payload. */
  startOf(index: number): number;
  intentOf(index: number): string;
}

/** 2³² divided by the golden ratio: spreads neighbouring indices over all seeds (Knuth, "The Art of Computer Programming", 6.4). */
const spread = 0x9e3779b1;

export function describeSeededObjects({ seed, objects }: Pick<Plan, 'seed' | 'objects'>, runId: string): SeededObjects {
  const { prefixes, size } = objects;
  const chooseBytes = createSizeChooser(size);
  const sizeSeed = deriveSeed(seed, 'seeded sizes');
  const fixedBytes = size.kind === 'range' && size.minBytes === size.maxBytes ? size.minBytes : null;
  const intents = createIntents(seed, 0);
  return {
    keyOf: (index) => buildSeededKey(runId, index, prefixes),
    bytesOf: (index) => fixedBytes ?? chooseBytes(createRandom(sizeSeed ^ Math.imul(index + 1, spread))),
    startOf: (index) => index,
    intentOf: intents.name,
  };
}

/** Whatever a drill stores is a stretch of the same text. */
export function createDrillPayload(seed: number, maxBytes: number): PayloadSource {
  return createPayloadSource(deriveSeed(seed, 'payload'), maxBytes);
}
