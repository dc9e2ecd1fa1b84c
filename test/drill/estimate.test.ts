import { describe, expect, test } from 'vitest';
import { describePlan } from '../../src/drill/describe-plan.ts';
import { estimateDrill } from '../../src/drill/estimate.ts';
import { load, policies, sizes } from '../../src/index.ts';
import { planOne } from './example-drill.ts';
import { loadPlan } from './load-plan.ts';

test('the main drill is estimated as it is written', async () => {
  const estimate = estimateDrill(await loadPlan('drills/regional-failover.ts'));
  expect(estimate).toMatchObject({
    durationMs: 40_000,
    // 250/s for 40 s.
    operations: 10_000,
    // us-west-2 replicates the 200 seeded objects: they are written once.
    seedingRequests: 200,
    probeRequests: 0,
    requests: 10_200,
    // 2,000 PutObject of 34 KiB on average, and the seeded objects of 16 KiB.
    bytesSent: 2000 * 34 * 1024 + 200 * 16 * 1024,
    bytesReceived: 6000 * 16 * 1024,
    cost: 0,
  });
  expect(estimate.workloads[0]?.operationsByName).toContainEqual({ name: 'ListObjectsV2', count: 500 });
  expect(estimate.targets.map(({ region, role }) => [region, role])).toEqual([
    ['us-east-1', 'primary'],
    ['us-west-2', 'standby'],
  ]);
  expect(estimate.timeline.map(({ atMs, text }) => `${atMs / 1000} ${text}`)).toEqual([
    '0 phase steady',
    '10 phase fault',
    '10 inject internalError in us-east-1',
    '25 revert internalError in us-east-1',
    '25 phase recovery',
    '40 end of the load',
  ]);
});

describe('counted are', () => {
  /** 1,000 operations of one kind. */
  const estimate = (operation: object, parts: object = {}) =>
    estimateDrill(
      planOne({
        phases: { steady: '5s', fault: '3s', recovery: '2s' },
        load: load.constant('100/s'),
        ...parts,
        workload: operation,
      }),
    );

  test('the parts of uploads, with what creates and completes them', () => {
    const { workloads } = estimate({ MultipartUpload: { share: 1, size: ['10MiB', '14MiB'], parts: '5MiB' } });
    expect(workloads[0]).toMatchObject({ operations: 1000, requests: 5000, bytesSent: 1000 * 12 * 1024 ** 2 });
  });

  test('pages, as far as there are keys to fill them', () => {
    const objects = { count: 250 };
    const listing = { share: 1, batch: 100, pages: 2 };
    expect(estimate({ ListObjectsV2: listing }, { objects }).workloads[0]?.requests).toBe(2000);
    expect(estimate({ ListObjectsV2: { ...listing, pages: 9 } }, { objects }).workloads[0]?.requests).toBe(3000);
  });

  test('pages of the one prefix that a listing is of', () => {
    const listing = { ListObjectsV2: { share: 1, batch: 10, pages: 9 } };
    const requests = (objects: object) => estimate(listing, { objects }).workloads[0]?.requests;
    expect(requests({ count: 200, prefixes: 10 })).toBe(2000);
    // One of ten prefixes has 21 keys, on three pages; a key in 201 ÷ 21 is there.
    expect(requests({ count: 201, prefixes: 10 })).toBe(Math.round(2000 + (1000 * 21) / 201));
  });

  test('what follows an operation, as an operation of its own', () => {
    const { workloads, operations } = estimate({
      PutObject: { share: 0.4, size: '1KiB', followedBy: 'GetObject' },
      GetObject: { share: 0.6, size: '8KiB' },
    });
    expect(operations).toBe(1400);
    expect(workloads[0]).toMatchObject({
      operationsByName: [
        { name: 'GetObject', count: 1000 },
        { name: 'PutObject', count: 400 },
      ],
      requests: 1400,
      bytesReceived: 400 * 1024 + 600 * 8192,
    });
  });

  test('the bytes of a range, and none of what a client knows already', () => {
    const size = '8KiB';
    expect(estimate({ GetObject: { share: 1, size, range: '1KiB' } }).bytesReceived).toBe(1000 * 1024);
    expect(estimate({ GetObject: { share: 1, size, condition: 'if-none-match' } }).bytesReceived).toBe(0);
  });

  test('sizes by what they average to', () => {
    const size = sizes.weighted([
      ['4KiB', 3],
      ['8KiB', 1],
    ]);
    expect(estimate({ PutObject: { share: 1, size } }).workloads[0]?.bytesSent).toBe(1000 * 5 * 1024);
  });

  test('health probes of each client to each of its regions', () => {
    const clients = { count: 3, failover: policies.failover({ healthProbe: { every: '2s' } }) };
    expect(estimate({ GetObject: { share: 1 } }, { clients })).toMatchObject({
      probeRequests: 3 * 2 * 5,
      requests: 1230,
    });
  });

  test('a rate that changes, by the area under it', () => {
    const ramp = load.ramp({ from: 0, to: '100/s', over: '8s' });
    expect(estimate({ GetObject: { share: 1 } }, { load: ramp }).operations).toBe(400 + 200);
  });
});

test('of a closed load nothing is known before the run, and a plan says so instead of a number', () => {
  const plan = planOne({
    workloads: {
      open: { workload: { GetObject: { share: 1 } }, load: load.constant('10/s') },
      closed: { workload: { PutObject: { share: 1 } }, load: load.concurrency() },
    },
    workload: undefined,
  });
  const estimate = estimateDrill(plan);
  expect(estimate).toMatchObject({ operations: null, requests: null, bytesSent: null, bytesReceived: null });
  expect(estimate.workloads).toMatchObject([
    { name: 'open', operations: 400 },
    { name: 'closed', operations: null, operationsByName: [{ name: 'PutObject', count: null }] },
  ]);
  const text = describePlan(plan, estimate);
  expect(text).toMatch(/operations +–\n/);
  expect(text).toContain('not known before the run');
});

test('a plan reads well', async () => {
  const plan = await loadPlan('drills/regional-failover.ts');
  const text = describePlan(plan, estimateDrill(plan));
  expect(text).toContain('regional-failover (drills/regional-failover.ts)');
  expect(text).toMatch(/us-west-2 {2}standby {2}http:\/\/127\.0\.0\.1.*replicates from us-east-1, 500 ms later/);
  expect(text).toMatch(/10 s {2}inject internalError in us-east-1/);
  expect(text).toContain('10 clients × 8 operations in flight, 250/s, poisson arrivals; deadline 2 s, 1 s an attempt');
  expect(text).toMatch(/requests +10,200, 200 of them to seed objects/);
  expect(text).toMatch(/cost +\$0: every target is on loopback/);
  expect(text).toContain('  successRate(fault) ≥ 99 %');
  expect(text).toMatch(/hash [0-9a-f]{64}\n$/);
  // Its policies are the defaults.
  expect(text).not.toMatch(/^ +(retry|breaker|failover) /m);
});

test('a plan tells its variant, each workload, and what is not done by default', () => {
  const plan = planOne({
    workload: undefined,
    workloads: {
      checkout: {
        priority: 'critical',
        workload: { GetObject: { share: 0.5, deadline: '1s' }, PutObject: { share: 0.5, retry: policies.none() } },
      },
      reports: { workload: { ListObjectsV2: { share: 1 } }, load: load.concurrency({ think: '5ms' }) },
    },
    clients: {
      breaker: policies.breaker({ failureRate: 0.5 }),
      failover: policies.failover({
        readsOnly: true,
        operator: { away: '2s', back: '5s' },
        protectStandby: { cap: '50/s' },
      }),
      hedge: policies.hedge({ quantile: 0.95 }),
    },
    variants: { noJitter: { retry: policies.exponential({ maxAttempts: 'unbounded', quota: {} }) } },
  });
  const text = describePlan(plan, estimateDrill(plan));
  for (const words of [
    'Variant noJitter',
    'Load of checkout',
    'critical; deadline 1 s, 500 ms an attempt',
    'critical; deadline 2 s, 1 s an attempt; retries: none',
    '80 in flight, 5 ms apart (closed)',
    'retry     exponential, until the deadline, 50 ms × 2 up to 20 s, no jitter, quota 500 at 5 a retry',
    'per region, at 50 % failures in 10 s, from 20 attempts on; open for 5 s, then 3 probes',
    "failback by probe; only GetObject, HeadObject, ListObjectsV2 and GetObjectTagging; operator's switch; at most 50/s shifted",
    'hedge     after p95, up to 5 % of reads',
    '12 s  the operator switches the clients away from us-east-1',
  ]) {
    expect(text).toContain(words);
  }
});

test('what an author wrote moves no cursor', () => {
  const plan = planOne({ hypothesis: 'all\u001b[2J is\r\nwell\u2028so' }, { file: 'odd\u0007.ts' });
  const text = describePlan(plan, estimateDrill(plan));
  expect(text).toContain('  all [2J is well so\n');
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});
