import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPrefixLimit, readPrefix, takeToken } from '../../src/faults/prefix-limit.ts';

const rates = fc.double({ min: 0.1, max: 5000, noNaN: true });
const starts = fc.double({ min: 0, max: 1e7, noNaN: true });
/** Times in ms between requests, many of them at once, and the prefix of each. */
const arrivals = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: 0, max: 20_000 })),
    prefix: fc.constantFrom('b/hot/', 'b/cold/', 'b/'),
  }),
  { maxLength: 300 },
);

/** When each request came, under which prefix, and whether it was served. */
function serveAll(perSecond: number, startMs: number, requests: readonly { gapMs: number; prefix: string }[]) {
  const limit = createPrefixLimit(perSecond);
  let nowMs = startMs;
  const served = requests.map(({ gapMs, prefix }) => {
    nowMs += gapMs;
    return { atMs: nowMs, prefix, isServed: takeToken(limit, prefix, nowMs) };
  });
  return { limit, served };
}

test('in no span of time is more served under a prefix than its rate times that span and one burst', () => {
  fc.assert(
    fc.property(rates, starts, arrivals, (perSecond, startMs, requests) => {
      const { limit, served } = serveAll(perSecond, startMs, requests);
      for (const prefix of new Set(requests.map((request) => request.prefix))) {
        const times = served.filter((one) => one.isServed && one.prefix === prefix).map(({ atMs }) => atMs);
        times.forEach((fromMs, first) => {
          times.slice(first).forEach((toMs, more) => {
            expect(more + 1).toBeLessThanOrEqual((perSecond * (toMs - fromMs)) / 1000 + limit.burst + 1e-6);
          });
        });
      }
    }),
  );
});

test('a prefix that sends at its rate or below is never refused, whatever other prefixes do', () => {
  fc.assert(
    fc.property(rates, starts, arrivals, (perSecond, startMs, others) => {
      const limit = createPrefixLimit(perSecond);
      // A hair longer than the interval: rounding may find a token one billionth short.
      const everyMs = (1000 / perSecond) * (1 + 1e-6);
      others.forEach(({ prefix }, index) => {
        const nowMs = startMs + index * everyMs;
        takeToken(limit, prefix, nowMs);
        takeToken(limit, prefix, nowMs);
        expect(takeToken(limit, 'b/calm/', nowMs)).toBe(true);
      });
    }),
  );
});

test('forgetting full buckets changes nothing that is served', () => {
  fc.assert(
    fc.property(rates, starts, arrivals, (perSecond, startMs, requests) => {
      const keeping = createPrefixLimit(perSecond);
      keeping.nextSweepMs = Number.POSITIVE_INFINITY;
      for (const { atMs, prefix, isServed } of serveAll(perSecond, startMs, requests).served) {
        expect(takeToken(keeping, prefix, atMs)).toBe(isServed);
      }
    }),
  );
});

test('a burst is a tenth of a second’s worth, and at least one request', () => {
  const countAtOnce = (perSecond: number) => {
    const limit = createPrefixLimit(perSecond);
    return Array.from({ length: 1000 }, () => takeToken(limit, 'b/', 5)).filter(Boolean).length;
  };
  expect([countAtOnce(80), countAtOnce(3500), countAtOnce(3)]).toEqual([8, 350, 1]);
});

test('a million prefixes in turn leave only the last few buckets behind', () => {
  const limit = createPrefixLimit(100);
  let most = 0;
  for (let turn = 0; turn < 1_000_000; turn += 1) {
    takeToken(limit, `b/${turn}/`, turn);
    most = Math.max(most, limit.buckets.size);
  }
  // One a millisecond, and an empty bucket is full after 100 ms.
  expect(most).toBeLessThanOrEqual(200);
});

test.each([
  ['a/b/c', 'bucket/a/b/'],
  ['a/', 'bucket/a/'],
  ['c', 'bucket/'],
  ['', 'bucket/'],
])('the prefix of the key %j is %s', (key, prefix) => {
  expect(readPrefix({ name: 'GetObject', bucket: 'bucket', key })).toBe(prefix);
});
