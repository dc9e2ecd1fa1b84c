import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyPlan } from '../../src/shared/contracts/workload.ts';
import { type Choice, createIndexChooser, createPrefixChooser } from '../../src/shared/key-choosers.ts';
import { createRandom } from '../../src/shared/random.ts';

const alone: Choice = { count: 100, prefixes: 1, position: 0, clients: 1 };

function count(keys: KeyPlan, choice: Choice, draws: number): number[] {
  const random = createRandom(7);
  const choose = createIndexChooser(keys, choice);
  const counts = new Array<number>(choice.count).fill(0);
  for (let i = 0; i < draws; i += 1) {
    const index = choose(random);
    counts[index] = (counts[index] ?? Number.NaN) + 1;
  }
  return counts;
}

/** Five standard deviations of a binomial count. */
function expectShare(found: number, share: number, draws: number): void {
  expect(Math.abs(found - share * draws)).toBeLessThan(5 * Math.sqrt(draws * share * (1 - share)) + 1);
}

describe('the objects chosen', () => {
  test('always exist', () => {
    const plans = fc.constantFrom<KeyPlan>(
      { kind: 'uniform' },
      { kind: 'zipf' },
      { kind: 'sequential' },
      { kind: 'hotPrefix', hotShare: 0.8 },
    );
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(4),
        (keys, objects, prefixes, position) => {
          const counts = count(keys, { count: objects, prefixes, position, clients: 5 }, 200);
          expect(counts).toHaveLength(objects);
          expect(counts.reduce((sum, one) => sum + one, 0)).toBe(200);
        },
      ),
    );
  });

  test('by zipf have the probabilities that its formula gives', () => {
    const draws = 200_000;
    const counts = count({ kind: 'zipf' }, alone, draws);
    const weights = counts.map((_, index) => (index + 1) ** -0.99);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [index, found] of counts.entries()) expectShare(found, (weights[index] as number) / sum, draws);
  });

  test('one after the other come round, each client from a place of its own', () => {
    const random = createRandom(1);
    const choosers = [0, 1, 2].map((position) =>
      createIndexChooser({ kind: 'sequential' }, { count: 6, prefixes: 1, position, clients: 3 }),
    );
    expect(choosers.map((choose) => Array.from({ length: 7 }, () => choose(random)))).toEqual([
      [0, 1, 2, 3, 4, 5, 0],
      [2, 3, 4, 5, 0, 1, 2],
      [4, 5, 0, 1, 2, 3, 4],
    ]);
  });

  test('fall under a hot prefix in its share, and evenly on all others', () => {
    const draws = 100_000;
    const counts = count({ kind: 'hotPrefix', hotShare: 0.7 }, { ...alone, prefixes: 8 }, draws);
    const hot = counts.filter((_, index) => index % 8 === 0);
    const cold = counts.filter((_, index) => index % 8 !== 0);
    for (const found of hot) expectShare(found, 0.7 / hot.length, draws);
    for (const found of cold) expectShare(found, 0.3 / cold.length, draws);
  });
});

test('the prefixes written under are as hot as those read from', () => {
  const random = createRandom(3);
  const choose = createPrefixChooser({ kind: 'hotPrefix', hotShare: 0.7 }, 4);
  const draws = 40_000;
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < draws; i += 1) {
    const prefix = choose(random);
    counts[prefix] = (counts[prefix] as number) + 1;
  }
  expectShare(counts[0] as number, 0.7, draws);
  for (const found of counts.slice(1)) expectShare(found, 0.1, draws);
});
