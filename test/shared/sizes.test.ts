import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SizePlan } from '../../src/shared/contracts/workload.ts';
import { createRandom } from '../../src/shared/random.ts';
import { createSizeChooser, largestBytes, meanBytes } from '../../src/shared/sizes.ts';

function draw(size: SizePlan, draws: number): number[] {
  const random = createRandom(11);
  const choose = createSizeChooser(size);
  return Array.from({ length: draws }, () => choose(random));
}

const anySize: fc.Arbitrary<SizePlan> = fc.oneof(
  fc
    .tuple(fc.nat(100_000), fc.nat(100_000))
    .map(([minBytes, more]): SizePlan => ({ kind: 'range', minBytes, maxBytes: minBytes + more })),
  fc
    .record({
      medianBytes: fc.integer({ min: 1, max: 100_000 }),
      sigma: fc.double({ min: 0.01, max: 3, noNaN: true }),
      maxBytes: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map((parts): SizePlan => ({ kind: 'lognormal', ...parts })),
  fc
    .array(fc.nat(100_000), { minLength: 1, maxLength: 5 })
    .map(
      (sizes): SizePlan => ({ kind: 'weighted', entries: sizes.map((bytes) => ({ bytes, weight: 1 / sizes.length })) }),
    ),
);

describe('sizes', () => {
  test('are whole, never negative, and never beyond the largest', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        for (const bytes of draw(size, 50)) {
          expect(Number.isInteger(bytes) && bytes >= 0 && bytes <= largestBytes(size)).toBe(true);
        }
      }),
    );
  });

  test.each<SizePlan>([
    { kind: 'range', minBytes: 4096, maxBytes: 65_536 },
    { kind: 'range', minBytes: 512, maxBytes: 512 },
    { kind: 'lognormal', medianBytes: 16_384, sigma: 1, maxBytes: 1_048_576 },
    { kind: 'lognormal', medianBytes: 16_384, sigma: 1.8, maxBytes: 32_768 },
    { kind: 'lognormal', medianBytes: 16_384, sigma: 0.3, maxBytes: 8192 },
    {
      kind: 'weighted',
      entries: [
        { bytes: 4096, weight: 0.9 },
        { bytes: 1_048_576, weight: 0.1 },
      ],
    },
  ])('of %j average to what is foretold, within five standard errors', (size) => {
    const sizes = draw(size, 100_000);
    const mean = sizes.reduce((sum, bytes) => sum + bytes, 0) / sizes.length;
    const variance = sizes.reduce((sum, bytes) => sum + (bytes - mean) ** 2, 0) / sizes.length;
    expect(Math.abs(mean - meanBytes(size))).toBeLessThanOrEqual(5 * Math.sqrt(variance / sizes.length) + 1e-9);
  });

  test('that are lognormal have their median in the middle', () => {
    const sizes = draw({ kind: 'lognormal', medianBytes: 1000, sigma: 1.5, maxBytes: 10_000_000 }, 100_000);
    const below = sizes.filter((bytes) => bytes < 1000).length;
    expect(Math.abs(below / sizes.length - 0.5)).toBeLessThan(0.01);
  });
});
