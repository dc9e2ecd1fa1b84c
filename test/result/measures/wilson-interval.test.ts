import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateDesignEffect } from '../../../src/result/measures/design-effect.ts';
import { estimateSuccess } from '../../../src/result/measures/estimate-success.ts';
import { wilsonInterval, z95 } from '../../../src/result/measures/wilson-interval.ts';
import { createRandom } from '../../../src/shared/random.ts';

test('gives the interval that Wilson’s formula gives by hand', () => {
  // 81 of 263: the worked example of Newcombe (1998), 0.2553 to 0.3662.
  const interval = wilsonInterval(81 / 263, 263, z95);
  expect(interval?.low).toBeCloseTo(0.2553, 4);
  expect(interval?.high).toBeCloseTo(0.3662, 4);
});

test('gives no interval without samples', () => {
  expect(wilsonInterval(1, 0, z95)).toBeNull();
});

test('holds the point and stays between 0 and 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const succeeded = Math.round(share * n);
      const interval = wilsonInterval(succeeded / n, n, z95);
      expect(interval?.low).toBeGreaterThanOrEqual(0);
      expect(interval?.low).toBeLessThanOrEqual(succeeded / n);
      expect(interval?.high).toBeGreaterThanOrEqual(succeeded / n);
      expect(interval?.high).toBeLessThanOrEqual(1);
    }),
  );
});

test('the design effect is 1 for independent failures and the size of a second when seconds fail as a whole', () => {
  const random = createRandom(5);
  const independent = Array.from({ length: 400 }, () => drawSecond(100, () => random() < 0.9));
  expect(estimateDesignEffect(independent)).toBeLessThan(1.25);
  const bursts = Array.from({ length: 400 }, () => {
    const up = random() < 0.9;
    return drawSecond(100, () => up);
  });
  expect(estimateDesignEffect(bursts)).toBeGreaterThan(95);
  expect(estimateDesignEffect(bursts)).toBeLessThan(105);
});

test('there is no design effect where nothing varies or one second is all there is', () => {
  expect(estimateDesignEffect([])).toBe(1);
  expect(estimateDesignEffect([{ count: 100, succeeded: 50 }])).toBe(1);
  expect(
    estimateDesignEffect([
      { count: 100, succeeded: 100 },
      { count: 90, succeeded: 90 },
    ]),
  ).toBe(1);
});

test('the widened interval covers the true rate where errors burst, and the plain one does not', () => {
  const random = createRandom(11);
  const truth = 0.95;
  const runs = 400;
  let widened = 0;
  let plain = 0;
  for (let run = 0; run < runs; run += 1) {
    // Each second has a rate of its own: 1 most of the time, 0.5 in one second of ten.
    const seconds = Array.from({ length: 60 }, () => {
      const rate = random() < 0.1 ? 0.5 : 1;
      return drawSecond(100, () => random() < rate);
    });
    const succeeded = seconds.reduce((sum, second) => sum + second.succeeded, 0);
    const estimate = estimateSuccess({ count: 6000, succeeded, shed: 0, sent: 6000, seconds });
    if (estimate !== null && estimate.low <= truth && truth <= estimate.high) widened += 1;
    const naive = wilsonInterval(succeeded / 6000, 6000, z95);
    if (naive !== null && naive.low <= truth && truth <= naive.high) plain += 1;
  }
  expect(widened / runs).toBeGreaterThan(0.91);
  expect(plain / runs).toBeLessThan(0.6);
});

function drawSecond(count: number, succeeds: () => boolean) {
  let succeeded = 0;
  for (let operation = 0; operation < count; operation += 1) if (succeeds()) succeeded += 1;
  return { count, succeeded };
}
