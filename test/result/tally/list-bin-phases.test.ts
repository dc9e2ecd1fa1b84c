import { expect, test } from 'vitest';
import { listBinPhases } from '../../../src/result/tally/list-bin-phases.ts';
import { healthy } from '../behaviours.ts';
import { buildPhases, buildPlanWithLoad, openLoad } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';

test('bins belong to the phase that they lie in', () => {
  expect(listBinPhases(buildPhases(2, 1, 2), 1000, 5)).toEqual(['steady', 'steady', 'fault', 'recovery', 'recovery']);
});

test('a bin across an edge belongs to the fault phase, on either side of it', () => {
  const phases = buildPhases(1.5, 2, 1.5);
  expect(listBinPhases(phases, 1000, 5)).toEqual(['steady', 'fault', 'fault', 'fault', 'recovery']);
});

test('a run that ended as planned is measured to its end, also where its last bins are empty', () => {
  const plan = buildPlanWithLoad(openLoad(0.5), { faults: [] });
  const { phases } = reduceSimulation({ plan, behave: healthy });
  expect(phases[2]?.offeredPerSecond).toBeCloseTo((phases[2]?.operations ?? 0) / 15, 12);
});
