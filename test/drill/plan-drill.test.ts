import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDrill } from '../../src/drill/check-drill.ts';
import { estimateDrill } from '../../src/drill/estimate.ts';
import { planDrill } from '../../src/drill/plan-drill.ts';
import { embedded, faults, load, objectives, policies } from '../../src/index.ts';
import { type Plan, planSchema } from '../../src/shared/contracts/plan.ts';
import { operationNames, phaseNames } from '../../src/shared/operations.ts';
import { smallestDrill } from './example-drill.ts';

function plan(definition: object, options: { file?: string; seed?: number } = {}): Plan {
  const checked = checkDrill(definition);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return planDrill(checked.drill, { file: 'drills/my drill.ts', ...options });
}

test('times are counted from the start of the run', () => {
  const planned = plan({
    ...smallestDrill,
    phases: { steady: '2s', fault: '10s', recovery: '3s' },
    faults: [
      faults.internalError({ region: 'us-east-1' }),
      faults.internalError({ region: 'us-east-1', at: '1s', for: '500ms', probability: 0.5 }),
      faults.latency({ region: 'us-west-2', at: '4s' }),
    ],
  });
  expect(planned.phases.map(({ name, fromMs, toMs }) => [name, fromMs, toMs])).toEqual([
    ['steady', 0, 2000],
    ['fault', 2000, 12_000],
    ['recovery', 12_000, 15_000],
  ]);
  expect(planned.faults).toEqual([
    {
      id: 'internalError-us-east-1',
      kind: 'internalError',
      region: 'us-east-1',
      fromMs: 2000,
      toMs: 12_000,
      selectors: {},
      parameters: { when: 'before-commit' },
    },
    expect.objectContaining({
      id: 'internalError-us-east-1-2',
      fromMs: 3000,
      toMs: 3500,
      selectors: { probability: 0.5 },
    }),
    expect.objectContaining({ id: 'latency-us-west-2', fromMs: 6000, toMs: 12_000 }),
  ]);
});

test('objectives get readable ids', () => {
  const planned = plan({
    ...smallestDrill,
    faults: [faults.internalError({ region: 'us-east-1' })],
    objectives: [
      objectives.successRate({ phase: 'fault' }).atLeast(0.995),
      objectives.latency({ phase: 'steady', operation: 'GetObject', region: 'us-east-1', quantile: 0.999 }).atMost(500),
      objectives.recoveryTime().atMost('2.5s'),
      objectives.retryAmplification({ phase: 'fault' }).atMost(1.5),
    ],
  });
  expect(planned.objectives.map(({ id, value, unit }) => [id, value, unit])).toEqual([
    ['successRate(fault) ≥ 99.5 %', 0.995, 'ratio'],
    ['latency(p99.9, steady, GetObject, us-east-1) ≤ 500 ms', 500, 'ms'],
    ['recoveryTime ≤ 2.5 s', 2500, 'ms'],
    ['retryAmplification(fault) ≤ 1.5×', 1.5, 'factor'],
  ]);
});

test('a drill without a name is called after its file', () => {
  expect(plan(smallestDrill).drill).toMatchObject({ name: 'my-drill', file: 'drills/my drill.ts', hypothesis: null });
  expect(plan(smallestDrill, { file: '漢.ts' }).drill.name).toBe('drill');
});

test('GetObject.size is the size of the seeded objects', () => {
  const workload = { GetObject: { share: 1, size: '8KiB' } };
  expect(plan({ ...smallestDrill, workload }).workload.seededBytes).toBe(8192);
});

test('a region that replicates lags by half a second unless told otherwise', () => {
  const lags = plan(smallestDrill).regions.map(({ replicationLagMs }) => replicationLagMs);
  expect(lags).toEqual([0, 500]);
});

describe('the hash', () => {
  const { hash } = plan(smallestDrill).drill;

  test('stays when a default is spelt out, in other words, in another order', () => {
    const { workload } = smallestDrill;
    const same = {
      clients: { retry: policies.standard({ maxAttempts: 3 }), deadline: 2000, count: 10 },
      workload: { PutObject: workload.PutObject, GetObject: { keys: 'uniform', ...workload.GetObject } },
      load: load.constant('6000/m'),
    };
    expect(plan({ ...smallestDrill, ...same }).drill.hash).toBe(hash);
  });

  test('stays with another name, hypothesis, objective, seed or file', () => {
    const judged = {
      name: 'x',
      hypothesis: 'y',
      seed: 1,
      objectives: [objectives.successRate({ phase: 'fault' }).atLeast(1)],
    };
    expect(plan({ ...smallestDrill, ...judged }, { file: 'z.ts', seed: 3 }).drill.hash).toBe(hash);
  });

  test.each([
    { load: load.constant('101/s') },
    { clients: { breaker: false } },
    { faults: [faults.slowDown({ region: 'us-east-1' })] },
    { phases: { recovery: '16s' } },
    { objects: { count: 201 } },
    { availabilityTarget: 0.9 },
  ])('changes with %j', (change) => {
    expect(plan({ ...smallestDrill, ...change }).drill.hash).not.toBe(hash);
  });
});

describe('the seed', () => {
  test('is the same for every plan of a drill', () => {
    expect(plan(smallestDrill).seed).toBe(plan({ ...smallestDrill, name: 'other' }).seed);
    expect(plan(smallestDrill).seed).not.toBe(plan({ ...smallestDrill, load: load.constant('1/s') }).seed);
  });

  test('is the drill’s own where it has one, and can be overridden', () => {
    expect(plan({ ...smallestDrill, seed: 0 }).seed).toBe(0);
    expect(plan({ ...smallestDrill, seed: 5 }, { seed: 0 }).seed).toBe(0);
  });
});

const duration = (longestMs: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: longestMs }),
    fc.integer({ min: 1, max: longestMs }).map((ms) => `${ms}ms`),
    fc
      .integer({ min: 1, max: longestMs })
      .map((ms) => `${ms / 1000}s`)
      .filter((text) => !text.includes('e')),
  );
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const region = fc.constantFrom('a', 'b', 'c');
const share = fc.integer({ min: 1, max: 100 });

/** Drills that an author may write: nearly every key there or not, as a number or as text. */
const validDrill = fc.record({
  regions: fc.constant({
    a: embedded(),
    b: embedded({ replicatesFrom: 'a' }),
    c: embedded({ replicatesFrom: 'a', lag: 0 }),
  }),
  clients: maybe(
    fc.record(
      {
        count: fc.integer({ min: 1, max: 100 }),
        concurrency: fc.integer({ min: 1, max: 100 }),
        queue: fc.nat(),
        primary: region,
        deadline: duration(60_000),
        retry: fc.constantFrom(policies.none(), policies.standard(), policies.standard({ maxAttempts: 1 })),
        breaker: fc.constantFrom(false as const, policies.breaker(), policies.breaker({ openFor: '1.5m' })),
      },
      { requiredKeys: [] },
    ),
  ),
  workload: fc
    .dictionary(fc.constantFrom(...operationNames), share, { minKeys: 1, noNullPrototype: true })
    .map((shares) => {
      const sum = Object.values(shares).reduce((total, value) => total + value, 0);
      return Object.fromEntries(Object.entries(shares).map(([name, value]) => [name, { share: value / sum }]));
    }),
  objects: maybe(
    fc.record({ count: fc.integer({ min: 1, max: 1000 }), size: fc.constantFrom(0, '1B', '1KiB', '1MiB') }),
  ),
  load: maybe(fc.integer({ min: 1, max: 20_000 }).map((rate) => load.constant(`${rate}/s`))),
  phases: maybe(fc.record({ steady: duration(3_600_000), recovery: duration(3_600_000) }, { requiredKeys: [] })),
  faults: maybe(
    fc.array(
      fc.oneof(
        region.map((name) => faults.internalError({ region: name, when: 'after-commit' })),
        fc
          .tuple(region, duration(7000), duration(8000))
          .map(([name, at, lasts]) => faults.latency({ region: name, at: at as 1, for: lasts as 1, delay: '1s' })),
        fc.double({ min: 0.001, max: 1 }).map((probability) => faults.reset({ region: 'a', probability })),
      ),
    ),
  ),
  objectives: maybe(
    fc
      .uniqueArray(fc.constantFrom(...phaseNames))
      .map((phases) => phases.map((phase) => objectives.latency({ phase, quantile: 0.5 }).atMost('1s'))),
  ),
  seed: maybe(fc.nat()),
});

test('the plan of any valid drill meets the contract, and its estimate adds up', () => {
  fc.assert(
    fc.property(validDrill, (definition) => {
      const planned = plan(definition);
      expect(planSchema.parse(planned)).toEqual(planned);
      expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
      const estimate = estimateDrill(planned);
      expect(estimate.requests).toBe(estimate.operations + estimate.seedingRequests);
      expect(estimate.timeline.map(({ atMs }) => atMs)).toEqual(
        estimate.timeline.map(({ atMs }) => atMs).sort((x, y) => x - y),
      );
    }),
    { numRuns: 200, seed: 20_260_228 },
  );
});
