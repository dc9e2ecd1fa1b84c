import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateDrill } from '../../src/drill/estimate.ts';
import { faults, load, objectives, policies } from '../../src/index.ts';
import { planSchema } from '../../src/shared/contracts/plan.ts';
import { anyDrill } from './any-drill.ts';
import { planAll, planOne, smallestDrill } from './example-drill.ts';

test('times are counted from the start of the run', () => {
  const planned = planOne({
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
  const planned = planOne({
    faults: [faults.internalError({ region: 'us-east-1' })],
    objectives: [
      objectives.successRate({ phase: 'fault' }).atLeast(0.995),
      objectives.latency({ phase: 'steady', operation: 'GetObject', region: 'us-east-1', quantile: 0.999 }).atMost(500),
      objectives.recoveryTime().atMost('2.5s'),
      objectives.retryAmplification({ phase: 'fault' }).atMost(1.5),
      objectives.retrySynchronisation().atLeast(3),
      objectives.breakerOpenings({ phase: 'fault', region: 'us-east-1' }).equals(0),
      objectives.trafficShare({ phase: 'fault', region: 'us-west-2' }).atLeast(0.9),
      objectives.shedShare({ phase: 'fault', priority: 'normal' }).atMost(0.5),
    ],
  });
  expect(planned.objectives.map(({ id, value, unit }) => [id, value, unit])).toEqual([
    ['successRate(fault) ≥ 99.5 %', 0.995, 'ratio'],
    ['latency(p99.9, steady, GetObject, us-east-1) ≤ 500 ms', 500, 'ms'],
    ['recoveryTime ≤ 2.5 s', 2500, 'ms'],
    ['retryAmplification(fault) ≤ 1.5×', 1.5, 'factor'],
    ['retrySynchronisation ≥ 3×', 3, 'factor'],
    ['breakerOpenings(fault, us-east-1) = 0', 0, 'count'],
    ['trafficShare(fault, us-west-2) ≥ 90 %', 0.9, 'ratio'],
    ['shedShare(fault, normal) ≤ 50 %', 0.5, 'ratio'],
  ]);
});

test('a drill without a name is called after its file', () => {
  expect(planOne({}).drill).toMatchObject({ name: 'my-drill', file: 'drills/my drill.ts', hypothesis: null });
  expect(planOne({}, { file: '漢.ts' }).drill.name).toBe('drill');
});

test('GetObject.size is the size of the seeded objects', () => {
  const workload = { GetObject: { share: 1, size: '8KiB' } };
  expect(planOne({ workload }).objects.size).toEqual({ kind: 'range', minBytes: 8192, maxBytes: 8192 });
});

test('a region that replicates lags by half a second unless told otherwise', () => {
  const lags = planOne({}).regions.map(({ replicationLagMs }) => replicationLagMs);
  expect(lags).toEqual([0, 500]);
});

describe('the hash', () => {
  const { hash } = planOne({}).drill;

  test('stays when a default is spelt out, in other words, in another order', () => {
    const { workload } = smallestDrill;
    const same = {
      clients: { retry: policies.standard({ maxAttempts: 3 }), deadline: 2000, count: 10 },
      workload: { PutObject: workload.PutObject, GetObject: { keys: 'uniform', ...workload.GetObject } },
      load: load.constant('6000/m'),
    };
    expect(planOne(same).drill.hash).toBe(hash);
  });

  test('stays with another name, hypothesis, objective, seed or file', () => {
    const judged = {
      name: 'x',
      hypothesis: 'y',
      seed: 1,
      objectives: [objectives.successRate({ phase: 'fault' }).atLeast(1)],
    };
    expect(planOne(judged, { file: 'z.ts', seed: 3 }).drill.hash).toBe(hash);
  });

  test.each([
    { load: load.constant('101/s') },
    { clients: { breaker: false } },
    { faults: [faults.slowDown({ region: 'us-east-1' })] },
    { phases: { recovery: '16s' } },
    { objects: { count: 201 } },
    { availabilityTarget: 0.9 },
  ])('changes with %j', (change) => {
    expect(planOne(change).drill.hash).not.toBe(hash);
  });
});

describe('the seed', () => {
  test('is the same for every plan of a drill', () => {
    expect(planOne({}).seed).toBe(planOne({ name: 'other' }).seed);
    expect(planOne({}).seed).not.toBe(planOne({ load: load.constant('1/s') }).seed);
  });

  test('is the drill’s own where it has one, and can be overridden', () => {
    expect(planOne({ seed: 0 }).seed).toBe(0);
    expect(planOne({ seed: 5 }, { seed: 0 }).seed).toBe(0);
  });
});

test('the plans of any valid drill meet the contract, and their estimates add up', () => {
  fc.assert(
    fc.property(anyDrill, (definition) => {
      const plans = planAll(definition);
      expect(new Set(plans.map(({ seed }) => seed)).size).toBe(1);
      for (const planned of plans) {
        expect(planSchema.parse(planned)).toEqual(planned);
        expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
        const { workloads, requests, seedingRequests, probeRequests, timeline } = estimateDrill(planned);
        const sent = workloads.map((workload) => workload.requests);
        const expected = sent.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
        expect(requests).toBe(expected === null ? null : expected + seedingRequests + probeRequests);
        const times = timeline.map(({ atMs }) => atMs);
        expect(times).toEqual([...times].sort((x, y) => x - y));
      }
    }),
    { numRuns: 60, seed: 20_260_228 },
  );
});
