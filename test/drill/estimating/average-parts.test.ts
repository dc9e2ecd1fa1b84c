import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageParts } from '../../../src/drill/estimating/average-parts.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { createSizeChooser } from '../../../src/shared/sizes.ts';

describe('the parts of an upload are on average', () => {
  test('those of its one size, the last of them started', () => {
    const parts = (bytes: number) => averageParts({ kind: 'range', minBytes: bytes, maxBytes: bytes }, 5);
    expect([1, 5, 6, 10, 11].map(parts)).toEqual([1, 1, 2, 2, 3]);
  });

  test('not those of the average size: half of 4 and half of 6 bytes are 1.5 parts of 5', () => {
    const entries = [
      { bytes: 4, weight: 0.5 },
      { bytes: 6, weight: 0.5 },
    ];
    expect(averageParts({ kind: 'weighted', entries }, 5)).toBe(1.5);
  });

  test('over a range what counting each of its sizes gives', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 50 }), (minBytes, more, partBytes) => {
        const sizes = Array.from({ length: more + 1 }, (_, index) => minBytes + index);
        const sum = sizes.reduce((total, bytes) => total + Math.max(1, Math.ceil(bytes / partBytes)), 0);
        const range = { kind: 'range', minBytes, maxBytes: minBytes + more } as const;
        expect(averageParts(range, partBytes)).toBeCloseTo(sum / sizes.length, 9);
      }),
    );
  });

  test.each([
    // The median fills a part to the byte, so that half of all uploads have one more.
    { kind: 'lognormal', medianBytes: 5000, sigma: 0.01, maxBytes: 6000 } as const,
    { kind: 'lognormal', medianBytes: 8000, sigma: 1, maxBytes: 1_000_000 } as const,
    { kind: 'lognormal', medianBytes: 20_000, sigma: 2, maxBytes: 60_000 } as const,
  ])('of lognormal sizes what many draws come to: %j', (size) => {
    const choose = createSizeChooser(size);
    const random = createRandom(3);
    const draws = 200_000;
    let sum = 0;
    for (let i = 0; i < draws; i += 1) sum += Math.max(1, Math.ceil(choose(random) / 5000));
    // Four standard errors of the widest of the three.
    expect(Math.abs(averageParts(size, 5000) / (sum / draws) - 1)).toBeLessThan(0.01);
  });
});
