import { describe, expect, test } from 'vitest';
import type { SizePlan } from '../../src/shared/contracts/workload.ts';
import { describeSeededObjects } from '../../src/shared/seeded-objects.ts';
import { meanBytes } from '../../src/shared/sizes.ts';

function describeAll(size: SizePlan, seed = 1) {
  const seeded = describeSeededObjects({ seed, objects: { count: 2000, size, prefixes: 3 } }, 'r');
  return Array.from({ length: 2000 }, (_, index) => ({
    key: seeded.keyOf(index),
    bytes: seeded.bytesOf(index),
    intent: seeded.intentOf(index),
  }));
}

describe('seeded objects', () => {
  const size: SizePlan = { kind: 'range', minBytes: 1000, maxBytes: 9000 };

  test('are the same for whoever asks, in whatever order', () => {
    const seeded = describeSeededObjects({ seed: 1, objects: { count: 2000, size, prefixes: 3 } }, 'r');
    const all = describeAll(size);
    for (const index of [1999, 3, 0, 3]) expect(seeded.bytesOf(index)).toBe(all[index]?.bytes);
  });

  test('differ by seed, and spread over their sizes', () => {
    const all = describeAll(size);
    expect(all).not.toEqual(describeAll(size, 2));
    const mean = all.reduce((sum, { bytes }) => sum + bytes, 0) / all.length;
    // The mean of 2,000 uniform draws has a standard error of 52 bytes.
    expect(Math.abs(mean - meanBytes(size))).toBeLessThan(5 * 52);
    expect(new Set(all.map(({ intent }) => intent)).size).toBe(2000);
  });
});
