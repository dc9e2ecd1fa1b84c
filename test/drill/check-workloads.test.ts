import { describe, expect, test } from 'vitest';
import { faults, load, objectives, policies, sizes } from '../../src/index.ts';
import { problemsWith } from './find-problems.ts';

const get = { GetObject: { share: 1 } };

describe('each of these has one problem', () => {
  const cases: [what: string, parts: object, path: string, message: RegExp][] = [
    ['one workload beside several', { workloads: { a: { workload: get } } }, 'workloads', /beside workload/],
    ['several workloads that are none', { workload: undefined, workloads: {} }, 'workloads', /names none/],
    ['variants that are none', { variants: {} }, 'variants', /names none/],
    ['a list of variants', { variants: [{}] }, 'variants', /expected an object/],
    ['a variant that is a path', { variants: { '../a': {} } }, "variants['../a']", /named by letters/],
    ['a variant that is a number', { variants: { 2: {} } }, "variants['2']", /starting with a letter/],
    ['names that one folder may have', { variants: { a: {}, A: {} } }, 'variants.A', /capital letters only/],
    ['a misspelt key of a variant', { variants: { a: { concurency: 1 } } }, 'variants.a.concurency', /unknown key/],
    [
      'shares of one of several workloads',
      { workload: undefined, workloads: { a: { workload: get }, b: { workload: { GetObject: { share: 0.5 } } } } },
      'workloads.b.workload',
      /sum to 0\.5/,
    ],
    [
      'a priority of no name',
      { workload: { GetObject: { share: 1, priority: 'low' } } },
      'workload.GetObject.priority',
      /'deferrable'/,
    ],
    [
      'an order of keys of no name',
      { workload: { GetObject: { share: 1, keys: 'zpif' } } },
      'workload.GetObject.keys',
      /'sequential'.*hotPrefix/,
    ],
    [
      'a hot prefix among one',
      { workload: { GetObject: { share: 1, keys: { hotPrefix: 0.5 } } } },
      'workload.GetObject.keys.hotPrefix',
      /objects\.prefixes/,
    ],
    [
      'a hot prefix in percent',
      { workload: { GetObject: { share: 1, keys: { hotPrefix: 50 } } }, objects: { prefixes: 2 } },
      'workload.GetObject.keys.hotPrefix',
      /between 0 and 1/,
    ],
    [
      'an order of keys that are written',
      { workload: { PutObject: { share: 1, keys: 'zipf' } } },
      'workload.PutObject.keys',
      /expected an object/,
    ],
    ['more prefixes than objects', { objects: { count: 3, prefixes: 4 } }, 'objects.prefixes', /stay empty/],
    [
      'a read that replaces',
      { workload: { GetObject: { share: 1, condition: 'if-match' } } },
      'workload.GetObject.condition',
      /'if-none-match'/,
    ],
    [
      'a part of what may be unchanged',
      { workload: { GetObject: { share: 1, condition: 'if-none-match', range: 1 } } },
      'workload.GetObject.condition',
      /excludes range/,
    ],
    [
      'a range longer than an object',
      { workload: { GetObject: { share: 1, range: '5KiB' } } },
      'workload.GetObject.range',
      /5120 bytes.*4096/,
    ],
    ['an empty range', { workload: { GetObject: { share: 1, range: 0 } } }, 'workload.GetObject.range', /more than 0/],
    [
      'small parts',
      { workload: { MultipartUpload: { share: 1, parts: '1MiB' } } },
      'workload.MultipartUpload.parts',
      /below 5 MiB/,
    ],
    [
      'an upload of more parts than S3 takes',
      { workload: { MultipartUpload: { share: 1, size: '60GiB', parts: '5MiB' } } },
      'workload.MultipartUpload.parts',
      /12288 parts, and S3 takes 10000/,
    ],
    [
      'an upload of nothing',
      { workload: { MultipartUpload: { share: 1, size: 0 } } },
      'workload.MultipartUpload.size',
      /at least one part/,
    ],
    [
      'too large a batch',
      { workload: { DeleteObjects: { share: 1, batch: 1001 } } },
      'workload.DeleteObjects.batch',
      /at most 1,000/,
    ],
    ['no pages', { workload: { ListObjectsV2: { share: 1, pages: 0 } } }, 'workload.ListObjectsV2.pages', /at least 1/],
    [
      'a follow-up that there is not',
      { workload: { PutObject: { share: 1, followedBy: 'HeadObject' } } },
      'workload.PutObject.followedBy',
      /'GetObject'/,
    ],
    [
      'a distribution that does not spread',
      { objects: { size: sizes.lognormal({ median: '1KiB', p99: '1KiB' }) } },
      'objects.size.p99',
      /larger than the median/,
    ],
    [
      'a distribution cut off too early',
      { objects: { size: sizes.lognormal({ median: 1, p99: 9, max: 8 }) } },
      'objects.size.max',
      /smaller than p99/,
    ],
    [
      'a weight of nothing',
      { objects: { size: sizes.weighted([['4KiB', 0]]) } },
      'objects.size.entries[0][1]',
      /more than 0/,
    ],
    [
      'a size in a list that is none',
      { objects: { size: sizes.weighted([['4kb' as '4KiB', 1]]) } },
      'objects.size.entries[0][0]',
      /'4KiB'/,
    ],
    [
      'bodies that fill the memory',
      { workload: { PutObject: { share: 1, size: '200MiB' } } },
      'clients',
      /largest body/,
    ],
  ];
  test.each(cases)('%s', (_, parts, path, message) => {
    expect(problemsWith(parts)).toEqual([expect.objectContaining({ path, message: expect.stringMatching(message) })]);
  });

  const loads: [what: string, written: unknown, path: string, message: RegExp][] = [
    ['a ramp from nothing to nothing', load.ramp({ from: 0, to: 0 }), 'load', /nothing would ever arrive/],
    ['a negative rate', load.ramp({ from: -1, to: 1 }), 'load.from', /less than 0/],
    ['a ramp longer than the run', load.ramp({ from: 0, to: 1, over: '41s' }), 'load.over', /41000 ms.*40000 ms/],
    ['no steps', load.steps([]), 'load.steps', /at least 1/],
    ['an endless step before another', load.steps([{ rate: 1 }, { rate: 2 }]), 'load.steps[0].for', /only the last/],
    ['a step after the end', load.steps([{ rate: 1, for: '40s' }, { rate: 2 }]), 'load.steps[1]', /begins 40000 ms/],
    ['steps at which nothing is sent', load.steps([{ rate: 0 }]), 'load', /nothing would ever arrive/],
    ['a spike that is none', load.spike({ base: 5, peak: 5, at: 0, for: 1 }), 'load.peak', /no more than the base/],
    ['a spike after the end', load.spike({ base: 5, peak: 6, at: '40s', for: 1 }), 'load.at', /begins 40000 ms/],
    ['a flat day', load.daily({ low: 5, high: 5 }), 'load.high', /no more than the low/],
    ['too short a day', load.daily({ low: 5, high: 6, period: 10 }), 'load.period', /too short/],
    ['a file that nobody read', load.csv('rates.csv'), 'load.points', /is missing/],
    ['too high a peak', load.spike({ base: 1, peak: 20_001, at: 1, for: 1 }), 'load.peak', /cap is 20,000\/s/],
    ['a load of no kind', { kind: 'constnat' }, 'load.kind', /'constant'/],
  ];
  test.each(loads)('%s', (_, written, path, message) => {
    expect(problemsWith({ load: written })).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(message) }),
    ]);
  });
});

test('rates and clients of all workloads together have a cap', () => {
  const half = { workload: get, load: load.constant('15000/s'), clients: { count: 100, concurrency: 150 } };
  expect(problemsWith({ workload: undefined, workloads: { a: half, b: half } })).toMatchObject([
    { path: 'workloads', message: expect.stringContaining('all together is 30,000/s') },
    { path: 'workloads', message: expect.stringContaining('is 30,000; the cap is 20,000') },
  ]);
});

test('workloads may speak of the same objects, but not differently', () => {
  const read = (size: string) => ({ workload: { GetObject: { share: 1, size } } });
  expect(problemsWith({ workload: undefined, workloads: { a: read('4KiB'), b: read('4096B') } })).toEqual([]);
  expect(problemsWith({ workload: undefined, workloads: { a: read('4KiB'), b: read('8KiB') } })).toMatchObject([
    {
      path: 'workloads.b.workload.GetObject.size',
      message: expect.stringContaining('workloads.a.workload.GetObject.size'),
    },
  ]);
});

test('a wrong workload hides no problem of another', () => {
  const workloads = { a: { workload: { GetObjct: { share: 1 } } }, b: { workload: { GetObject: { share: 0.5 } } } };
  expect(problemsWith({ workload: undefined, workloads }).map(({ path }) => path)).toEqual([
    'workloads.a.workload.GetObjct',
    'workloads.b.workload',
  ]);
});

test('a fault may meet any request that an operation is made of', () => {
  const fault = (name: 'UploadPart' | 'HeadObject' | 'GetObject') => ({
    faults: [faults.slowDown({ region: 'us-east-1', operations: [name] })],
  });
  const upload = { workload: { MultipartUpload: { share: 1 } } };
  expect(problemsWith({ ...upload, ...fault('UploadPart') })).toEqual([]);
  expect(problemsWith({ ...upload, ...fault('HeadObject') })).toMatchObject([{ path: 'faults[0].operations' }]);
  const put = { share: 1, condition: 'if-none-match', followedBy: 'GetObject' };
  expect(problemsWith({ workload: { PutObject: put }, ...fault('HeadObject') })).toEqual([]);
  expect(problemsWith({ workload: { PutObject: put }, ...fault('GetObject') })).toEqual([]);
});

describe('objectives', () => {
  const parts = {
    workload: undefined,
    workloads: {
      checkout: { priority: 'critical', workload: { PutObject: { share: 1, followedBy: 'GetObject' } } },
      reports: { workload: { ListObjectsV2: { share: 1 } } },
    },
    variants: { usual: {}, bare: { breaker: false, retry: policies.none() } },
    faults: [faults.slowDown({ region: 'us-east-1' })],
  };
  const rate = (scope: object) => objectives.successRate({ phase: 'fault', ...scope }).atLeast(0.9);

  const wrong: [what: string, objective: object, path: string, message: RegExp][] = [
    ['a variant that there is not', rate({ variant: 'usul' }), 'objectives[0].variant', /'usual' or 'bare'/],
    [
      'a workload that there is not',
      rate({ workload: 'chekout' }),
      'objectives[0].workload',
      /'checkout' or 'reports'/,
    ],
    ['a priority that nothing has', rate({ priority: 'deferrable' }), 'objectives[0].priority', /no operation has/],
    [
      'what only another workload sends',
      rate({ workload: 'reports', operation: 'PutObject' }),
      'objectives[0]',
      /operation PutObject, workload reports/,
    ],
    [
      'what only another priority is',
      rate({ priority: 'critical', operation: 'ListObjectsV2' }),
      'objectives[0]',
      /all of these/,
    ],
    [
      'a breaker that one variant lacks',
      objectives.breakerOpenings({ phase: 'fault' }).atMost(3),
      'objectives[0]',
      /in the variant bare.*no breaker.*name the variants/,
    ],
    [
      'retries that one variant lacks',
      objectives.retrySynchronisation({ variant: 'bare' }).atMost(3),
      'objectives[0]',
      /never retry$/,
    ],
    [
      'a failover that one variant lacks',
      objectives.failoverTime().atMost('1s'),
      'objectives[0]',
      /in the variant bare/,
    ],
    [
      'half an opening',
      objectives.breakerOpenings({ phase: 'fault', variant: 'usual' as never }).equals(0.5),
      'objectives[0].value',
      /whole number/,
    ],
    [
      'a share in percent',
      objectives.shedShare({ phase: 'fault' }).atMost(50),
      'objectives[0].value',
      /between 0 and 1/,
    ],
    [
      'traffic of a workload that there is not',
      objectives.trafficShare({ phase: 'fault', region: 'us-west-2', workload: 'chekout' as never }).atMost(0.5),
      'objectives[0].workload',
      /'checkout' or 'reports'/,
    ],
    [
      'traffic of a region that there is not',
      objectives.trafficShare({ phase: 'fault', region: 'us-wset-2' }).atMost(0.5),
      'objectives[0].region',
      /us-west-2/,
    ],
  ];
  test.each(wrong)('on %s', (_, objective, path, message) => {
    expect(problemsWith({ ...parts, objectives: [objective] })).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(message) }),
    ]);
  });

  test('on a region are for a workload whose clients ask it', () => {
    const workloads = { ...parts.workloads, reports: { ...parts.workloads.reports, clients: { standby: [] } } };
    const shareOf = (workload: string) => ({
      ...parts,
      workloads,
      objectives: [objectives.trafficShare({ phase: 'fault', region: 'us-west-2', workload }).atMost(0.5)],
    });
    expect(problemsWith(shareOf('checkout'))).toEqual([]);
    expect(problemsWith(shareOf('reports'))).toMatchObject([
      { path: 'objectives[0].region', message: expect.stringContaining('no client ever asks us-west-2') },
    ]);
  });

  test('on what follows an operation are fine', () => {
    const objective = rate({ workload: 'checkout', operation: 'GetObject', priority: 'critical' });
    expect(problemsWith({ ...parts, objectives: [objective] })).toEqual([]);
  });

  test('may stand twice for different variants, but not for the same', () => {
    expect(problemsWith({ ...parts, objectives: [rate({ variant: 'usual' }), rate({ variant: 'bare' })] })).toEqual([]);
    expect(problemsWith({ ...parts, objectives: [rate({ variant: 'usual' }), rate({})] })).toMatchObject([
      { path: 'objectives[1]', message: expect.stringContaining('objectives[0]') },
    ]);
  });

  test('name no workload or variant where a drill has none', () => {
    expect(problemsWith({ objectives: [rate({ workload: 'default', variant: 'usual' })] })).toMatchObject([
      { path: 'objectives[0].variant', message: 'this drill has no variants' },
      { path: 'objectives[0].workload', message: expect.stringContaining('one workload only') },
    ]);
  });
});
