import type { Random } from './random.ts';

/** Everything of one run lives under one prefix, so that clean-up can never meet anything else. */
export function buildRunPrefix(runId: string): string {
  return `s3drill-${runId}`;
}

export function buildSeededPrefix(runId: string): string {
  return `${buildRunPrefix(runId)}/seeded/`;
}

export function buildSeededKey(runId: string, index: number): string {
  return `${buildSeededPrefix(runId)}${String(index).padStart(8, '0')}`;
}

/** A key that no other client and no earlier write of this client has used. */
export function buildWrittenKey(runId: string, client: number, sequence: number): string {
  return `${buildRunPrefix(runId)}/written/${client}/${sequence}`;
}

/** Exponent of YCSB's default request distribution (Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", 2010). */
const zipfExponent = 0.99;

/** Draws an index from 0 to count − 1. */
export type IndexChooser = (random: Random) => number;

export function createIndexChooser(distribution: 'uniform' | 'zipf', count: number): IndexChooser {
  if (distribution === 'uniform') return (random) => Math.floor(random() * count);
  const cumulative = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    sum += 1 / (i + 1) ** zipfExponent;
    cumulative[i] = sum;
  }
  return (random) => findFirstAtLeast(cumulative, random() * sum);
}

function findFirstAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
