import { expect, test } from 'vitest';
import { comparePools } from '../../src/compare/compare-pools.ts';
import { defaultTolerances, type Tolerances } from '../../src/compare/tolerances.ts';
import type { Comparison, Result } from '../../src/shared/contracts/result.ts';
import { createRandom, type Random } from '../../src/shared/random.ts';
import { buildRun } from './build-run.ts';

const rounds = 600;
/** 5 % and three standard errors of a share over so many rounds. */
const mostAlarms = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds);

test('of equal runs, each with its own noise, at most 5 % raise an alarm, even without any tolerance', () => {
  const strict = { latency: 0, success: 0, timeSeconds: 0, amplification: 0 };
  const verdicts = simulate(strict, () => 1);
  expect(share(verdicts, 'regressed') + share(verdicts, 'improved')).toBeLessThan(mostAlarms);
});

test('with the default tolerances hardly any equal run raises an alarm', () => {
  expect(
    share(
      simulate(defaultTolerances, () => 1),
      'regressed',
    ),
  ).toBeLessThan(0.02);
});

test('a run whose latency went up by more than its noise is found nearly always', () => {
  expect(
    share(
      simulate(defaultTolerances, (candidate) => (candidate ? 2.6 : 1)),
      'regressed',
    ),
  ).toBeGreaterThan(0.9);
});

/** Compares one candidate with five baselines, over and over; latency is multiplied by the factor. */
function simulate(tolerances: Tolerances, factor: (candidate: boolean) => number): Comparison['verdict'][] {
  const random = createRandom(2026);
  return Array.from({ length: rounds }, () => {
    const baselines = Array.from({ length: 5 }, () => drawRun(random, factor(false)));
    return comparePools([drawRun(random, factor(true))], baselines, tolerances).verdict;
  });
}

/** A run of a noisy machine: its tail differs by 12 % from run to run, its failure share by a third. */
function drawRun(random: Random, factor: number): Result {
  const draw = (median: number, sigma: number) => median * Math.exp(sigma * drawNormal(random));
  const failed = () => Math.round(draw(12, 0.33));
  return buildRun({
    failed: { steady: failed(), fault: failed(), recovery: failed() },
    p99: { steady: draw(30, 0.12) * factor, fault: draw(60, 0.12) * factor, recovery: draw(30, 0.12) * factor },
    failoverMs: Math.round(draw(300, 0.2)),
    recoveryMs: Math.round(draw(3000, 0.2)),
  });
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function share(verdicts: readonly Comparison['verdict'][], wanted: Comparison['verdict']): number {
  return verdicts.filter((verdict) => verdict === wanted).length / verdicts.length;
}
