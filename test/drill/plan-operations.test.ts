import { expect, test } from 'vitest';
import { policies } from '../../src/index.ts';
import type { PlanOperation } from '../../src/shared/contracts/workload.ts';
import { planOne } from './example-drill.ts';

function planOperations(workload: object, clients: object = {}): PlanOperation[] {
  return planOne({ workload, clients, objects: { prefixes: 4 } }).workloads[0]?.operations ?? [];
}

test('an operation has its clients’ bounds, unless it has its own', () => {
  const bounds = (operation: object, clients?: object) => {
    const [planned] = planOperations({ GetObject: { share: 1, ...operation } }, clients);
    return [planned?.deadlineMs, planned?.attemptTimeoutMs];
  };
  expect(bounds({})).toEqual([2000, 1000]);
  expect(bounds({}, { deadline: '4s', attemptTimeout: '3s' })).toEqual([4000, 3000]);
  expect(bounds({ deadline: '1s' })).toEqual([1000, 500]);
  expect(bounds({ deadline: '1s' }, { deadline: '4s', attemptTimeout: '3s' })).toEqual([1000, 1000]);
  expect(bounds({ attemptTimeout: '2s' })).toEqual([2000, 2000]);
});

test('each field of an operation is there, and null where it means nothing', () => {
  const operations = planOperations({
    GetObject: { share: 0.2, size: '64KiB', range: '1KiB', keys: 'sequential' },
    PutObject: {
      share: 0.2,
      keys: { hotPrefix: 0.8 },
      condition: 'if-match',
      followedBy: 'GetObject',
      retry: policies.none(),
    },
    ListObjectsV2: { share: 0.2, pages: 3 },
    DeleteObjects: { share: 0.2, priority: 'deferrable' },
    MultipartUpload: { share: 0.2, size: ['10MiB', '20MiB'] },
  });
  const usual = {
    share: 0.2,
    priority: 'normal',
    deadlineMs: 2000,
    attemptTimeoutMs: 1000,
    retry: null,
    keys: { kind: 'uniform' },
    size: null,
    partBytes: null,
    rangeBytes: null,
    condition: null,
    pages: null,
    batch: null,
    followedBy: null,
  };
  expect(operations).toEqual([
    { ...usual, name: 'GetObject', keys: { kind: 'sequential' }, rangeBytes: 1024 },
    {
      ...usual,
      name: 'PutObject',
      keys: { kind: 'hotPrefix', hotShare: 0.8 },
      size: { kind: 'range', minBytes: 4096, maxBytes: 4096 },
      condition: 'ifMatch',
      followedBy: 'GetObject',
      retry: { kind: 'none' },
    },
    { ...usual, name: 'ListObjectsV2', pages: 3, batch: 100 },
    { ...usual, name: 'DeleteObjects', priority: 'deferrable', batch: 10 },
    {
      ...usual,
      name: 'MultipartUpload',
      size: { kind: 'range', minBytes: 10 * 1024 ** 2, maxBytes: 20 * 1024 ** 2 },
      partBytes: 5 * 1024 ** 2,
    },
  ]);
});
