import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { load } from '../../src/index.ts';
import type { OpenLoad } from '../../src/shared/contracts/workload.ts';
import { integrateRate, readRateAt } from '../../src/shared/load.ts';
import { planOne } from './example-drill.ts';

const phases = { steady: '40s', fault: '40s', recovery: '20s' };

/** The load of a run of 100 s. */
function planLoad(written: object): OpenLoad {
  const [workload] = planOne({ phases, load: written }).workloads;
  if (workload?.load.model !== 'open') throw new Error('the load is closed');
  return workload.load;
}

/** `[seconds, rate]` of each point. */
function listPoints(written: object): [second: number, rate: number][] {
  return planLoad(written).points.map(({ atMs, perSecond }) => [atMs / 1000, perSecond]);
}

describe('as points', () => {
  test('a constant rate is one', () => {
    expect(listPoints(load.constant('600/m'))).toEqual([[0, 10]]);
  });

  test('a ramp goes over the whole run, or stays from then on', () => {
    expect(listPoints(load.ramp({ from: '10/s', to: '20/s' }))).toEqual([
      [0, 10],
      [100, 20],
    ]);
    expect(listPoints(load.ramp({ from: 0, to: 20, over: '30s' }))).toEqual([
      [0, 0],
      [30, 20],
    ]);
  });

  test('steps jump, and the last stays', () => {
    expect(listPoints(load.steps([{ rate: 10, for: '30s' }, { rate: 0, for: '10s' }, { rate: 30 }]))).toEqual([
      [0, 10],
      [30, 10],
      [30, 0],
      [40, 0],
      [40, 30],
      [100, 30],
    ]);
  });

  test('a spike leaves its base and returns to it', () => {
    const spike = planLoad(load.spike({ base: 10, peak: 50, at: '60s', for: '5s' }));
    expect([0, 59, 61, 64, 66, 99].map((second) => readRateAt(spike, second * 1000))).toEqual([10, 10, 50, 50, 10, 10]);
    expect(integrateRate(spike, 0, 100_000)).toBeCloseTo(10 * 95 + 50 * 5);
  });

  test('what lies beyond the end of the run is left out', () => {
    const points = [0, 50, 150, 200].map((second) => ({ atMs: second * 1000, perSecond: second + 1 }));
    expect(listPoints({ kind: 'csv', file: 'rates.csv', points })).toEqual([
      [0, 1],
      [50, 51],
      [150, 151],
    ]);
  });

  test('concurrency has none: the load is closed', () => {
    expect(planOne({ load: load.concurrency({ think: '5ms' }) }).workloads[0]?.load).toEqual({
      model: 'closed',
      thinkMs: 5,
    });
  });
});

test('a daily curve peaks in the middle of the run, and its mean is that of a sine', () => {
  const day = planLoad(load.daily({ low: '20/s', high: '100/s' }));
  expect(day.points).toHaveLength(97);
  expect(readRateAt(day, 0)).toBe(20);
  expect(readRateAt(day, 50_000)).toBe(100);
  expect(integrateRate(day, 0, 100_000)).toBeCloseTo(60 * 100, 0);
});

test('any daily curve stays between its rates, meets the sine, and its times ascend to the end of the run', () => {
  const day = fc.record({
    low: fc.double({ min: 0, max: 9, noNaN: true }),
    high: fc.double({ min: 10, max: 10_000, noNaN: true }),
    period: fc.integer({ min: 1000, max: 10_000_000 }),
    peakAt: fc.integer({ min: 0, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(day, ({ low, high, period, peakAt }) => {
      const { points } = planLoad(load.daily({ low, high, period, peakAt }));
      expect(points[0]?.atMs).toBe(0);
      expect(points.at(-1)?.atMs).toBe(100_000);
      const wrong = points.filter(({ atMs, perSecond }, index) => {
        const sine = (low + high) / 2 + ((high - low) / 2) * Math.cos((2 * Math.PI * (atMs - peakAt)) / period);
        const isWithin = perSecond >= low && perSecond <= high && Math.abs(perSecond - sine) < high * 1e-5;
        return !isWithin || atMs <= (points[index - 1]?.atMs ?? -1);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 25, seed: 20_260_228 },
  );
});
