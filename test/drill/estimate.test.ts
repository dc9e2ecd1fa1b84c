import { expect, test } from 'vitest';
import { describePlan } from '../../src/drill/describe-plan.ts';
import { estimateDrill } from '../../src/drill/estimate.ts';
import { loadDrill } from '../../src/drill/load-drill.ts';

test('the main drill is estimated as it is written', async () => {
  const estimate = estimateDrill(await loadDrill('drills/regional-failover.ts'));
  expect(estimate).toMatchObject({
    durationMs: 40_000,
    // 250/s for 40 s.
    operations: 10_000,
    // us-west-2 replicates the 200 seeded objects: they are written once.
    seedingRequests: 200,
    requests: 10_200,
    // 2,000 PutObject of 34 KiB on average, and the seeded objects of 16 KiB.
    bytesSent: 2000 * 34 * 1024 + 200 * 16 * 1024,
    bytesReceived: 6000 * 16 * 1024,
    cost: 0,
  });
  expect(estimate.operationsByName).toContainEqual({ name: 'ListObjectsV2', count: 500 });
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

test('a plan reads well', async () => {
  const plan = await loadDrill('drills/regional-failover.ts');
  const text = describePlan(plan, estimateDrill(plan));
  expect(text).toContain('regional-failover (drills/regional-failover.ts)');
  expect(text).toMatch(/us-west-2 {2}standby {2}http:\/\/127\.0\.0\.1.*replicates from us-east-1, 500 ms later/);
  expect(text).toMatch(/10 s {2}inject internalError in us-east-1/);
  expect(text).toMatch(/requests +10,200, 200 of them to seed objects/);
  expect(text).toMatch(/cost +\$0: every target is on loopback/);
  expect(text).toContain('  successRate(fault) ≥ 99 %');
  expect(text).toMatch(/hash [0-9a-f]{64}\n$/);
});
