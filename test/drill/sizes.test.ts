import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizesSchema } from '../../src/drill/schema/size-schema.ts';
import { sizes } from '../../src/index.ts';
import { createRandom } from '../../src/shared/random.ts';
import { createSizeChooser } from '../../src/shared/sizes.ts';

test('one size in a hundred of a lognormal lies above its p99, and half above its median', () => {
  const size = sizesSchema.parse(sizes.lognormal({ median: '16KiB', p99: '1MiB', max: '1GiB' }));
  const choose = createSizeChooser(size);
  const random = createRandom(1);
  const drawn = Array.from({ length: 40_000 }, () => choose(random));
  const shareAbove = (bytes: number) => drawn.filter((drawnBytes) => drawnBytes > bytes).length / drawn.length;
  // Within four standard deviations of a binomial share.
  expect(Math.abs(shareAbove(16 * 1024) - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(shareAbove(1024 ** 2) - 0.01)).toBeLessThan(0.002);
});

test('a lognormal is cut off at ten times its p99 unless told otherwise', () => {
  expect(sizesSchema.parse(sizes.lognormal({ median: '1KiB', p99: '2KiB' }))).toMatchObject({ maxBytes: 20 * 1024 });
});

test('any weights come out as shares that sum to 1', () => {
  const entry = fc.tuple(fc.nat(), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
      const size = sizesSchema.parse(sizes.weighted(entries));
      if (size.kind !== 'weighted') throw new Error(`it is ${size.kind}`);
      expect(size.entries.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      expect(size.entries.map(({ bytes }) => bytes)).toEqual(entries.map(([bytes]) => bytes));
    }),
    { seed: 20_260_228 },
  );
});
