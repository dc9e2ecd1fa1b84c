import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDrill } from '../../src/drill/check-drill.ts';
import { planDrill } from '../../src/drill/plan-drill.ts';
import { defineDrill, embedded, faults, load, objectives, policies } from '../../src/index.ts';
import { regionLimit } from '../../src/k6/row-key.ts';
import { anyDrill } from './any-drill.ts';
import { smallestDrill } from './example-drill.ts';
import { findProblems, problemsWith } from './find-problems.ts';

test('a drill of regions and workload alone is valid, and its defaults are filled in', () => {
  expect(checkDrill(smallestDrill)).toMatchObject({
    drill: {
      phases: { steady: 10_000, fault: 15_000, recovery: 15_000 },
      objects: { count: 200, prefixes: 1 },
      faults: [],
      objectives: [],
      workloads: {},
      variants: {},
      availabilityTarget: 0.99,
      stableWindow: 10_000,
    },
  });
});

test('what defineDrill returns is valid too', () => {
  expect(findProblems(defineDrill(smallestDrill))).toEqual([]);
});

test('clients of a single region have nowhere to fail over to, and need not say so', () => {
  expect(findProblems({ regions: { solo: embedded() }, workload: { GetObject: { share: 1 } } })).toEqual([]);
});

test.each([null, undefined, 7, 'drill', [smallestDrill]])('%j is no drill', (input) => {
  expect(findProblems(input)).toEqual([expect.objectContaining({ path: '' })]);
});

test('all problems are reported at once, whichever part they are in', () => {
  const problems = findProblems({
    worklaod: {},
    regions: { 'us-east-1': embedded(), 'us-west-2': { upstream: 'embedded', replicatesFrom: 'us-esat-1' } },
    clients: { primary: 'us-wset-2', standby: ['eu-north-9'], count: 0, concurency: 3 },
    workload: { GetObject: { share: 0.5 }, PutObject: { share: 0.2, size: '4kb' }, LstObjects: { share: 1 } },
    load: load.constant('fast' as '1/s'),
    phases: { steady: '10 sec', recovery: '15s' },
    faults: [
      { kind: 'internalError', region: 'us-esat-1', probability: 50 },
      { kind: 'internalEror', region: 'us-east-1' },
      { kind: 'latency', region: 'us-east-1', dealy: '200ms' },
      { kind: 'slowDown', region: 'us-east-1', operations: ['GetObjet'] },
    ],
    objectives: [
      objectives.successRate({ phase: 'fualt' as 'fault' }).atLeast(99),
      objectives.latency({ phase: 'steady', quantile: 99 }).atMost('500ms'),
      objectives.recoveryTime().atMost('soon' as '1s'),
    ],
    seed: 1.5,
  });
  const found = problems.map(({ path, suggestion }) => [path, suggestion]);
  expect(found).toEqual(
    expect.arrayContaining([
      ['worklaod', 'workload'],
      ["regions['us-west-2'].replicatesFrom", 'us-east-1'],
      ['clients.primary', 'us-west-2'],
      ['clients.standby[0]', null],
      ['clients.count', null],
      ['clients.concurency', 'concurrency'],
      ['workload.PutObject.size', '4KiB'],
      ['workload.LstObjects', 'ListObjectsV2'],
      ['load.rate', null],
      ['phases.steady', null],
      ['faults[0].region', 'us-east-1'],
      ['faults[0].probability', '0.5'],
      ['faults[1].kind', 'internalError'],
      ['faults[2].dealy', 'delay'],
      ['faults[3].operations[0]', 'GetObject'],
      ['objectives[0].phase', 'fault'],
      ['objectives[0].value', '0.99'],
      ['objectives[1].quantile', '0.99'],
      ['objectives[2].value', null],
      ['seed', null],
    ]),
  );
});

test('a problem in one fault does not hide that another reaches beyond its phase', () => {
  const problems = problemsWith({
    faults: [
      { kind: 'internalError', region: 'nowhere' },
      faults.slowDown({ region: 'us-east-1', at: '10s', for: '6s' }),
    ],
  });
  expect(problems.map(({ path }) => path)).toEqual(['faults[0].region', 'faults[1].for']);
});

test('what was written stands beside what was expected', () => {
  const [problem] = problemsWith({ stableWindow: '10 sec' });
  expect(problem).toMatchObject({ path: 'stableWindow', message: expect.stringMatching(/'250ms'.*; got '10 sec'$/) });
});

test('a missing workload is called missing', () => {
  const { workload: _, ...rest } = smallestDrill;
  expect(findProblems(rest)).toEqual([
    { path: 'workload', message: expect.stringMatching(/^is missing; .*workloads/), suggestion: null },
  ]);
});

test('an unknown key that is near to none lists those there are', () => {
  expect(problemsWith({ load: { kind: 'constant', rate: 1, xyz: 1 } })).toEqual([
    { path: 'load.xyz', message: "unknown key 'xyz'; the keys here are kind, rate, arrivals", suggestion: null },
  ]);
});

describe('each of these has one problem', () => {
  const cases: [what: string, parts: object, path: string, message: RegExp][] = [
    ['no regions', { regions: {} }, 'regions', /at least one/],
    ['a region with an odd name', { regions: { US_East: embedded() } }, 'regions.US_East', /small letters/],
    [
      'a region that replicates from itself',
      { regions: { a: embedded({ replicatesFrom: 'a' }) } },
      'regions.a.replicatesFrom',
      /itself/,
    ],
    [
      'a replica of a replica',
      { regions: { a: embedded(), b: embedded({ replicatesFrom: 'a' }), c: embedded({ replicatesFrom: 'b' }) } },
      'regions.c.replicatesFrom',
      /not passed on/,
    ],
    ['lag without replication', { regions: { a: embedded({ lag: '1s' }) } }, 'regions.a.lag', /replicatesFrom/],
    ['a primary among the standbys', { clients: { standby: ['us-east-1'] } }, 'clients.standby[0]', /primary/],
    ['a standby twice', { clients: { standby: ['us-west-2', 'us-west-2'] } }, 'clients.standby[1]', /twice/],
    [
      'failover without a standby',
      { clients: { standby: [], failover: policies.failover() } },
      'clients.failover',
      /no standby/,
    ],
    [
      'failover without a breaker',
      { clients: { breaker: false, failover: policies.failover() } },
      'clients.failover',
      /breaker/,
    ],
    [
      'an attempt that outlives its operation',
      { clients: { deadline: '1s', attemptTimeout: '2s' } },
      'clients.attemptTimeout',
      /2000 ms.*1000 ms/,
    ],
    ['an empty deadline', { clients: { deadline: 0 } }, 'clients.deadline', /longer than 0/],
    [
      'a retry policy of no kind',
      { clients: { retry: {} } },
      'clients.retry.kind',
      /'standard', 'adaptive', .*got nothing/,
    ],
    [
      'shares that sum to too much',
      { workload: { GetObject: { share: 0.7 }, PutObject: { share: 0.7 } } },
      'workload',
      /sum to 1\.4/,
    ],
    ['an empty workload', { workload: {} }, 'workload', /sum to 0/],
    [
      'a share that is no number',
      { workload: { GetObject: { share: Number.NaN } } },
      'workload.GetObject.share',
      /got NaN/,
    ],
    [
      'sizes in the wrong order',
      { workload: { PutObject: { share: 1, size: ['2KiB', '1KiB'] } } },
      'workload.PutObject.size',
      /must not be larger/,
    ],
    ['three sizes', { workload: { PutObject: { share: 1, size: [1, 2, 3] } } }, 'workload.PutObject.size', /at most 2/],
    [
      'two sizes for the same objects',
      { workload: { GetObject: { share: 1, size: 1 } }, objects: { size: 2 } },
      'objects.size',
      /keep one/,
    ],
    ['too high a rate', { load: load.constant('20001/s') }, 'load.rate', /20,001\/s; the cap is 20,000\/s/],
    ['an infinite rate', { load: load.constant(Number.POSITIVE_INFINITY) }, 'load.rate', /./],
    ['no rate', { load: load.constant('0/s') }, 'load.rate', /more than 0/],
    ['too long a run', { phases: { steady: '24h' } }, 'phases', /cap is 24 h/],
    ['too much to hold in memory', { objects: { count: 1025, size: '1MiB' } }, 'objects', /cap is 1,073,741,824 bytes/],
    [
      'too many operations in flight',
      { clients: { count: 10_000, concurrency: 8 } },
      'clients',
      /80,000; the cap is 20,000/,
    ],
    ['an empty phase', { phases: { fault: 0 } }, 'phases.fault', /longer than 0/],
    [
      'a fault after its phase',
      { faults: [faults.slowDown({ region: 'us-east-1', at: '15s' })] },
      'faults[0].at',
      /15000 ms/,
    ],
    [
      'a fault of a kind that meets none of what is sent',
      { faults: [{ kind: 'errorIn200', region: 'us-east-1' }] },
      'faults[0]',
      /errorIn200 meets nothing but CopyObject, CompleteMultipartUpload, and the workload sends none/,
    ],
    [
      'a fault narrowed down to what its kind never meets',
      { faults: [{ kind: 'corrupt', region: 'us-east-1', operations: ['PutObject'] }] },
      'faults[0].operations',
      /corrupt meets nothing but GetObject/,
    ],
    [
      'a fault on what is never sent',
      { faults: [faults.slowDown({ region: 'us-east-1', operations: ['DeleteObject'] })] },
      'faults[0].operations',
      /sends no DeleteObject/,
    ],
    [
      'a prefix that no key has',
      { faults: [faults.slowDown({ region: 'us-east-1', prefix: 'a/' })] },
      'faults[0].prefix',
      /they start with 'seeded\/' or 'written\/'/,
    ],
    [
      'a cut connection that looks at keys',
      { faults: [faults.reset({ region: 'us-east-1', when: 'accept', prefix: 'seeded/0000' })] },
      'faults[0].prefix',
      /cuts connections/,
    ],
    [
      'a limit beside a probability',
      { faults: [faults.slowDown({ region: 'us-east-1', perPrefixPerSecond: 80, probability: 0.5 })] },
      'faults[0].probability',
      /contradicts perPrefixPerSecond/,
    ],
    [
      'a limit beside a number of requests',
      { faults: [faults.slowDown({ region: 'us-east-1', perPrefixPerSecond: 80, first: 5 })] },
      'faults[0].first',
      /contradicts perPrefixPerSecond/,
    ],
    [
      'parameters that contradict each other',
      { faults: [faults.latency({ region: 'us-east-1', delay: '1ms', jitter: '2ms' })] },
      'faults[0].jitter',
      /must not exceed/,
    ],
    ['faults that are no list', { faults: {} }, 'faults', /a list/],
    [
      'the same objective twice',
      {
        objectives: [
          objectives.successRate({ phase: 'fault' }).atLeast(1),
          objectives.successRate({ phase: 'fault' }).atLeast(1),
        ],
      },
      'objectives[1]',
      /objectives\[0\]/,
    ],
    [
      'an objective on what is never sent',
      { objectives: [objectives.successRate({ phase: 'fault', operation: 'HeadObject' }).atLeast(1)] },
      'objectives[0].operation',
      /sends no HeadObject/,
    ],
    [
      'a negative success rate',
      { objectives: [objectives.successRate({ phase: 'fault' }).atLeast(-1)] },
      'objectives[0].value',
      /between 0 and 1, is -1/,
    ],
    [
      'a quantile of 1',
      { objectives: [objectives.latency({ phase: 'fault', quantile: 1 }).atMost('1s')] },
      'objectives[0].quantile',
      /without these two/,
    ],
    [
      'less than one attempt per operation',
      { objectives: [objectives.retryAmplification({ phase: 'fault' }).atMost(0.5)] },
      'objectives[0].value',
      /at least 1/,
    ],
    ['recovery from nothing', { objectives: [objectives.recoveryTime().atMost('1s')] }, 'objectives[0]', /has none/],
    ['an availability of nothing', { availabilityTarget: 0 }, 'availabilityTarget', /more than 0/],
    ['an availability in percent', { availabilityTarget: 99.9 }, 'availabilityTarget', /between 0 and 1/],
    ['a seed of more than 32 bits', { seed: 2 ** 32 }, 'seed', /at most 4,294,967,295/],
    ['a name that is a path', { name: '../drill' }, 'name', /letters, digits/],
  ];
  test.each(cases)('%s', (_, parts, path, message) => {
    expect(problemsWith(parts)).toEqual([expect.objectContaining({ path, message: expect.stringMatching(message) })]);
  });

  const outage = { faults: [faults.internalError({ region: 'us-east-1' })] };
  test.each([
    ['failoverTime', { failover: false }, /do not fail over/],
    ['failbackTime', { failover: policies.failover({ failback: 'never' }) }, /never/],
    ['detectionTime', { breaker: false }, /neither/],
  ] as const)('%s of clients that can not have one', (measure, clients, message) => {
    const parts = { ...outage, clients, objectives: [objectives[measure]().atMost('1s')] };
    expect(problemsWith(parts)).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]);
  });

  test('a stable window longer than what is left of the run', () => {
    const parts = { ...outage, stableWindow: '1m', objectives: [objectives.recoveryTime().atMost('1s')] };
    expect(problemsWith(parts)).toEqual([expect.objectContaining({ path: 'stableWindow' })]);
  });
});

test('an objective on the fault phase is fine without faults', () => {
  expect(problemsWith({ objectives: [objectives.successRate({ phase: 'fault' }).atLeast(0.99)] })).toEqual([]);
});

test('shares of thirds sum to 1', () => {
  const workload = {
    GetObject: { share: 0.3333333 },
    PutObject: { share: 0.3333333 },
    HeadObject: { share: 0.3333334 },
  };
  expect(problemsWith({ workload })).toEqual([]);
});

test('a key that exists on every object is still unknown', () => {
  expect(problemsWith({ constructor: 1 })).toEqual([expect.objectContaining({ path: 'constructor' })]);
});

/** A drill with something else in the place of one of its parts, however deep. */
const mutilated = fc
  .tuple(anyDrill, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.jsonValue())
  .map(([drill, turns, value]) => {
    const copy: Record<string, unknown> = structuredClone(drill);
    let owner = copy;
    for (const [index, turn] of turns.entries()) {
      const keys = Object.keys(owner);
      const key = keys[turn % keys.length];
      if (key === undefined) break;
      const inner = owner[key];
      if (index === turns.length - 1 || typeof inner !== 'object' || inner === null) owner[key] = value;
      else owner = inner as Record<string, unknown>;
    }
    return copy;
  });

test('whatever is written, it is either planned or told with a path', () => {
  fc.assert(
    fc.property(mutilated, (written) => {
      const checked = checkDrill(written);
      if ('drill' in checked) expect(planDrill(checked.drill, { file: 'x.ts' }).length).toBeGreaterThan(0);
      else for (const { message } of checked.problems) expect(message).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: 150, seed: 20_260_228 },
  );
});

test('as many regions as the keys of telemetry rows can number are fine, and one more is not', () => {
  // One number of the rows' keys stands for no region at all.
  const most = regionLimit - 1;
  const list = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`region-${index}`, embedded()]));
  expect(problemsWith({ regions: list(most) })).toEqual([]);
  expect(problemsWith({ regions: list(most + 1) })).toMatchObject([
    { path: 'regions', message: expect.stringContaining(`is ${most + 1}; the cap is ${most}`) },
  ]);
});
