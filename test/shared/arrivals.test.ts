import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArrivals } from '../../src/shared/arrivals.ts';
import type { OpenLoad } from '../../src/shared/contracts/workload.ts';
import { integrateRate, readRateAt } from '../../src/shared/load.ts';
import { createRandom, deriveSeed } from '../../src/shared/random.ts';

const minuteMs = 60_000;

function buildLoad(arrivals: OpenLoad['arrivals'], ...points: [atMs: number, perSecond: number][]): OpenLoad {
  return {
    model: 'open',
    shape: 'csv',
    arrivals,
    points: points.map(([atMs, perSecond]) => ({ atMs, perSecond })),
  };
}

function collectArrivals(load: OpenLoad, clients: number, untilMs = minuteMs): number[] {
  const times: number[] = [];
  for (let client = 0; client < clients; client += 1) {
    const next = createArrivals(load, client, clients, createRandom(deriveSeed(1, `client ${client}`)));
    for (let time = next(); time < untilMs; time = next()) times.push(time);
  }
  return times.sort((left, right) => left - right);
}

/** Up to five points in ascending time; two may share a time, where the rate jumps. */
const anyPoints = fc
  .array(fc.tuple(fc.nat(20_000), fc.nat(200)), { minLength: 1, maxLength: 5 })
  .map((points) => points.sort(([left], [right]) => left - right));

describe('arrivals', () => {
  test('that are uniform come evenly, over all clients together', () => {
    const times = collectArrivals(buildLoad('uniform', [0, 10]), 4);
    expect(times).toHaveLength(600);
    for (let i = 1; i < times.length; i += 1) {
      expect((times[i] as number) - (times[i - 1] as number)).toBeCloseTo(100, 6);
    }
  });

  test('that are Poisson keep the rate within four standard deviations, and their gaps vary as exponential ones do', () => {
    const times = collectArrivals(buildLoad('poisson', [0, 200]), 10);
    const expected = 200 * 60;
    expect(Math.abs(times.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    // An exponential distribution's coefficient of variation is 1.
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.95);
    expect(Math.sqrt(variance) / mean).toBeLessThan(1.05);
  });

  test('are the same again from the same seed', () => {
    const load = buildLoad('poisson', [0, 50], [minuteMs, 100]);
    expect(collectArrivals(load, 3)).toEqual(collectArrivals(load, 3));
  });

  test('that are uniform follow any piecewise linear rate: by every moment as many have come as the area under it, ± 1', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 5 }), fc.nat(30_000), (points, clients, untilMs) => {
        const load = buildLoad('uniform', ...points);
        const times = collectArrivals(load, clients, untilMs);
        expect(Math.abs(times.length - integrateRate(load, 0, untilMs))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('never go back in time, whatever the curve', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(), (points, seed) => {
        const next = createArrivals(buildLoad('poisson', ...points), 0, 1, createRandom(seed));
        let last = 0;
        for (let i = 0; i < 200; i += 1) {
          const time = next();
          expect(time).toBeGreaterThanOrEqual(last);
          if (time === Number.POSITIVE_INFINITY) return;
          last = time;
        }
      }),
    );
  });

  test('end for good where the last rate is 0', () => {
    const next = createArrivals(buildLoad('uniform', [0, 10], [1000, 10], [1000, 0]), 0, 1, createRandom(1));
    const times = Array.from({ length: 12 }, next);
    expect(times.slice(0, 10)).toEqual([50, 150, 250, 350, 450, 550, 650, 750, 850, 950]);
    expect(times.slice(10)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe('a rate', () => {
  test('is linear between its points, constant beyond them, and jumps where two share a time', () => {
    const load = buildLoad('uniform', [1000, 10], [2000, 20], [2000, 50], [4000, 50]);
    expect([0, 1000, 1500, 1750, 2000, 3000, 9000].map((atMs) => readRateAt(load, atMs))).toEqual([
      10, 10, 15, 17.5, 50, 50, 50,
    ]);
    // 10/s for 1 s, a ramp with a mean of 15/s for 1 s, 50/s for 8 s.
    expect(integrateRate(load, 0, 10_000)).toBeCloseTo(10 + 15 + 400, 9);
  });

  test('adds up over any split of the time', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(30_000), fc.nat(30_000), (points, one, other) => {
        const load = buildLoad('uniform', ...points);
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const parts = integrateRate(load, 0, early) + integrateRate(load, early, late);
        expect(parts).toBeCloseTo(integrateRate(load, 0, late), 6);
      }),
    );
  });
});
