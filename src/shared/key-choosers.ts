import type { KeyPlan } from './contracts/workload.ts';
import type { Random } from './random.ts';
import { createZipfChooser } from './zipf.ts';

/** Draws a number from 0: of a seeded object, or of a prefix. */
export type Chooser = (random: Random) => number;

export interface Choice {
  /** Seeded objects; the one with index i lies under prefix i modulo prefixes. */
  count: number;
  prefixes: number;
  /** Of the client within its workload, from 0, and how many there are. */
  position: number;
  clients: number;
}

/** Which seeded object an operation meets: its index. */
export function createIndexChooser(keys: KeyPlan, choice: Choice): Chooser {
  switch (keys.kind) {
    case 'uniform':
      return (random) => Math.floor(random() * choice.count);
    case 'zipf':
      return createZipfChooser(choice.count);
    case 'sequential':
      return createSequence(choice);
    case 'hotPrefix':
      return createHotPrefixChooser(keys.hotShare, choice);
  }
}

/** Under which prefix an operation writes. */
export function createPrefixChooser(keys: KeyPlan, prefixes: number): Chooser {
  if (prefixes === 1) return () => 0;
  if (keys.kind !== 'hotPrefix') return (random) => Math.floor(random() * prefixes);
  const { hotShare } = keys;
  return (random) => (random() < hotShare ? 0 : 1 + Math.floor(random() * (prefixes - 1)));
}

function createSequence({ count, position, clients }: Choice): Chooser {
  let next = Math.floor((position * count) / clients);
  return () => {
    const index = next;
    next = (next + 1) % count;
    return index;
  };
}

/** A share of the choices falls on every so-manyth object, those of the first prefix; the rest on the objects between them. */
function createHotPrefixChooser(hotShare: number, { count, prefixes }: Choice): Chooser {
  const hot = Math.ceil(count / prefixes);
  const cold = count - hot;
  return (random) => {
    const isHot = random() < hotShare || cold === 0;
    if (isHot) return prefixes * Math.floor(random() * hot);
    const nth = Math.floor(random() * cold);
    return nth + 1 + Math.floor(nth / (prefixes - 1));
  };
}
