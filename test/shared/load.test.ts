import { describe, expect, test } from 'vitest';
import { createArrivals } from '../../src/shared/arrivals.ts';
import { createIndexChooser } from '../../src/shared/keys.ts';
import { createPayloadSource } from '../../src/shared/payload.ts';
import { createRandom, deriveSeed } from '../../src/shared/random.ts';

const minuteMs = 60_000;

function collectArrivals(arrivals: 'poisson' | 'uniform', perSecond: number, clients: number): number[] {
  const times: number[] = [];
  for (let client = 0; client < clients; client += 1) {
    const load = { kind: 'constant', perSecond, arrivals } as const;
    const next = createArrivals(load, client, clients, createRandom(deriveSeed(1, `client ${client}`)));
    for (let time = next(); time < minuteMs; time = next()) times.push(time);
  }
  return times.sort((left, right) => left - right);
}

describe('arrivals', () => {
  test('that are uniform come evenly, over all clients together', () => {
    const times = collectArrivals('uniform', 10, 4);
    expect(times).toHaveLength(600);
    for (let i = 1; i < times.length; i += 1)
      expect((times[i] as number) - (times[i - 1] as number)).toBeCloseTo(100, 6);
  });

  test('that are Poisson keep the rate within four standard deviations, and their gaps vary as exponential ones do', () => {
    const times = collectArrivals('poisson', 200, 10);
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
    expect(collectArrivals('poisson', 50, 3)).toEqual(collectArrivals('poisson', 50, 3));
  });
});

describe('keys', () => {
  test('drawn by zipf favour the first: twice as often as the second, and all lie in range', () => {
    const random = createRandom(7);
    const choose = createIndexChooser('zipf', 100);
    const counts = new Array<number>(100).fill(0);
    for (let i = 0; i < 200_000; i += 1) {
      const index = choose(random);
      counts[index] = (counts[index] as number) + 1;
    }
    expect((counts[0] as number) / (counts[1] as number)).toBeGreaterThan(1.7);
    expect((counts[0] as number) / (counts[1] as number)).toBeLessThan(2.3);
    expect(counts.every((count) => count > 0)).toBe(true);
  });
});

describe('payloads', () => {
  test('have the size asked for, and repeat for the same seed and variant', () => {
    const source = createPayloadSource(3, 4096);
    for (const bytes of [0, 1, 4096]) expect(source.take(bytes, 5)).toHaveLength(bytes);
    expect(source.take(512, 9)).toBe(createPayloadSource(3, 4096).take(512, 9));
    expect(source.take(512, 9)).not.toBe(source.take(512, 10));
  });
});
