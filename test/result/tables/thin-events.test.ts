import { expect, test } from 'vitest';
import { thinEvents } from '../../../src/result/tables/thin-events.ts';
import type { DrillEvent } from '../../../src/shared/contracts/telemetry.ts';
import { healthy } from '../behaviours.ts';
import { buildPlan, primary } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';

const limits: DrillEvent[] = Array.from({ length: 5001 }, (_, index) => ({
  atMs: index * 7,
  type: 'limitChanged',
  client: 1,
}));
const openings: DrillEvent[] = [11_000, 30, 12_000].map((atMs) => ({
  atMs,
  type: 'breakerOpened',
  client: 1,
  region: primary,
}));

test('of each type 2,000 are kept, evenly, the first and the last among them; other types lose none', () => {
  const { events, thinned } = thinEvents([...limits.toReversed(), ...openings]);
  const kept = events.filter(({ type }) => type === 'limitChanged').map(({ atMs }) => atMs);
  expect(kept).toHaveLength(2000);
  expect(new Set(kept).size).toBe(2000);
  expect([kept[0], kept.at(-1)]).toEqual([0, 35_000]);
  expect(events.filter(({ type }) => type === 'breakerOpened').map(({ atMs }) => atMs)).toEqual([30, 11_000, 12_000]);
  expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).sort((a, b) => a - b));
  expect([...thinned]).toEqual([['limitChanged', 5001]]);
});

test('a run says how many it left out, and counts them all the same', () => {
  const flapping: DrillEvent[] = limits.map((event) => ({ ...event, type: 'breakerOpened', region: primary }));
  const plan = buildPlan({ faults: [] });
  const { events, breakers, validity } = reduceSimulation({
    plan,
    behave: healthy,
    events: [...flapping, ...openings],
  });
  expect(events).toHaveLength(2000);
  expect(breakers.reduce((sum, { opened }) => sum + opened, 0)).toBe(5004);
  expect(validity).toEqual({
    valid: true,
    reasons: [],
    warnings: [
      expect.stringMatching(/^The list of events keeps 2,000 of 5,004 breakerOpened events.*the other 3,004 /),
    ],
  });
});
