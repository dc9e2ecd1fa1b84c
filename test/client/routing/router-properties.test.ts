import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRouter, type RouterEvent } from '../../../src/client/router.ts';
import type { BreakerPolicy, FailoverPolicy } from '../../../src/shared/contracts/policies.ts';
import { priorities } from '../../../src/shared/operations.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { breakerPolicy, buildClients } from './build-clients.ts';
import { type Arrival, type Outage, simulate } from './simulate.ts';

const regions = ['east', 'west', 'north'];

const breakers = fc.option(
  fc.record<BreakerPolicy>({
    trip: fc.oneof(
      fc.record({ kind: fc.constant('consecutive' as const), failures: fc.integer({ min: 1, max: 5 }) }),
      fc.record({
        kind: fc.constant('rate' as const),
        failureRate: fc.constantFrom(0.2, 0.5, 1),
        windowMs: fc.integer({ min: 200, max: 5000 }),
        minimumAttempts: fc.integer({ min: 1, max: 10 }),
      }),
    ),
    openForMs: fc.integer({ min: 0, max: 2000 }),
    probes: fc.integer({ min: 1, max: 3 }),
    scope: fc.constantFrom('region', 'operation'),
    countedOutcomes: fc.constant(breakerPolicy.countedOutcomes),
  }),
  { freq: 8 },
);

const failbacks = fc.record<FailoverPolicy['failback']>({
  kind: fc.constantFrom('probe', 'never', 'operator'),
  stableMs: fc.constantFrom(0, 300, 2000),
  rampMs: fc.constantFrom(0, 500, 2000),
});

const failovers = fc.option(
  fc.record<FailoverPolicy>({
    weights: fc.constantFrom(null, { east: 0.5, west: 0.5 }, { east: 0.2, west: 0.3, north: 0.5 }),
    operations: fc.constantFrom(null, ['GetObject'], ['PutObject']),
    deadlineShare: fc.constantFrom(null, 0.3),
    healthProbe: fc.constant(null),
    operator: fc.constantFrom(null, { awayAtMs: 3000, backAtMs: 9000 }, { awayAtMs: 1000, backAtMs: null }),
    failback: failbacks,
    standbyProtection: fc.constantFrom(
      null,
      { kind: 'ramp', fromShare: 0.1, overMs: 2000 } as const,
      { kind: 'cap', perSecond: 20 } as const,
    ),
  }),
  { freq: 8 },
);

const arriveAt = (known: readonly string[]): fc.Arbitrary<Arrival[]> =>
  fc.array(
    fc.record<Arrival>({
      gapMs: fc.nat(150),
      latencyMs: fc.integer({ min: 1, max: 400 }),
      request: fc.record({
        operation: fc.constantFrom('GetObject', 'PutObject'),
        priority: fc.constantFrom(...priorities),
        spent: fc.double({ min: 0, max: 1, noNaN: true }),
        failedIn: fc.constantFrom(null, ...known),
        pinnedRegion: fc.constantFrom(null, null, null, ...known),
      }),
    }),
    { minLength: 1, maxLength: 250 },
  );
const arrivals = arriveAt(regions);
const arrivalsOfTwo = arriveAt(['east', 'west']);

const anyOutages = (where: readonly string[]): fc.Arbitrary<Outage[]> =>
  fc.array(
    fc
      .record({ region: fc.constantFrom(...where), fromMs: fc.nat(12_000), lengthMs: fc.nat(6000) })
      .map(({ region, fromMs, lengthMs }) => ({ region, fromMs, toMs: fromMs + lengthMs })),
    { maxLength: 5 },
  );

describe('whatever its policies', () => {
  const standby = ['west', 'north'];

  test('a router keeps a pinned request in its region', () => {
    fc.assert(
      fc.property(breakers, failovers, anyOutages(regions), arrivals, (breaker, failover, outages, steps) => {
        const { sent } = simulate(buildClients({ breaker, failover, standby }), outages, steps);
        for (const { request, region } of sent) {
          if (request.pinnedRegion !== null) expect([request.pinnedRegion, null]).toContain(region);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a router keeps an operation that may not leave in the region planned', () => {
    fc.assert(
      fc.property(breakers, failovers, anyOutages(regions), arrivals, (breaker, failover, outages, steps) => {
        const { sent } = simulate(buildClients({ breaker, failover, standby }), outages, steps);
        for (const { request, region } of sent) {
          const isListed = failover?.operations?.includes(request.operation) ?? failover !== null;
          const mustStay = !isListed && request.pinnedRegion === null;
          if (mustStay) expect([request.planned, null]).toContain(region);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a router moves nothing, and refuses nothing, while all is well', () => {
    const calm = failovers.map((failover) => failover && { ...failover, operator: null, deadlineShare: null });
    fc.assert(
      fc.property(breakers, calm, arrivals, (breaker, failover, steps) => {
        const { sent, events } = simulate(buildClients({ breaker, failover, standby }), [], steps);
        expect(events).toEqual([]);
        for (const { request, region } of sent) expect(region).toBe(request.pinnedRegion ?? request.planned);
      }),
      { numRuns: 200 },
    );
  });

  test('failovers and failbacks of a home take turns', () => {
    fc.assert(
      fc.property(
        breakers,
        failbacks,
        anyOutages(['east', 'west']),
        arrivalsOfTwo,
        (breaker, failback, outages, steps) => {
          const scoped = breaker && { ...breaker, scope: 'region' as const };
          const { events } = simulate(buildClients({ breaker: scoped, failover: { failback } }), outages, steps);
          const shifts = events.filter(({ type }) => type === 'failedOver' || type === 'failedBack');
          shifts.forEach(({ type, region }, index) => {
            expect([type, region]).toEqual(index % 2 === 0 ? ['failedOver', 'west'] : ['failedBack', 'east']);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a router keeps to one probe per breaker, and to its number of probes', () => {
    const probing = breakers.map((breaker) => ({ ...(breaker ?? breakerPolicy), scope: 'region' as const }));
    fc.assert(
      fc.property(probing, failovers, anyOutages(regions), arrivals, (breaker, failover, outages, steps) => {
        const { sent, events } = simulate(buildClients({ breaker, failover, standby }), outages, steps);
        for (const region of regions) {
          const changes = events.filter((event) => event.region === region && event.type.startsWith('breaker'));
          const halfOpenings = changes.filter(({ type }) => type === 'breakerHalfOpened').length;
          const probes = sent.filter((one) => one.region === region && one.isProbe).length;
          expect(probes).toBeLessThanOrEqual(halfOpenings * breaker.probes);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a capped standby', () => {
  test('gets no more from operations that are not critical than its cap in any second, and its burst', () => {
    const perSecond = 5;
    const standbyProtection = { kind: 'cap', perSecond } as const;
    fc.assert(
      fc.property(breakers, anyOutages(['east']), arrivalsOfTwo, (breaker, outages, steps) => {
        const clients = buildClients({ breaker, failover: { standbyProtection, deadlineShare: 0.3 } });
        const shifted = simulate(clients, outages, steps).sent.filter(
          ({ request, region, isProbe }) =>
            region === 'west' && request.pinnedRegion === null && request.priority !== 'critical' && !isProbe,
        );
        for (const { atMs: fromMs } of shifted) {
          const inSecond = shifted.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + 1000);
          expect(inSecond.length).toBeLessThanOrEqual(2 * perSecond);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('hysteresis', () => {
  test('lets no traffic back sooner than its stable time after the soonest probe', () => {
    const scoped = fc.record({ openForMs: fc.integer({ min: 0, max: 2000 }), probes: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(scoped, failbacks, anyOutages(['east']), arrivalsOfTwo, (breaker, failback, outages, steps) => {
        const { events } = simulate(buildClients({ breaker, failover: { failback } }), outages, steps);
        events.forEach((event, index) => {
          if (event.type !== 'failedBack') return;
          const opened = findLast(events.slice(0, index), 'breakerOpened');
          expect(event.atMs - opened.atMs).toBeGreaterThanOrEqual(breaker.openForMs + failback.stableMs);
        });
      }),
      { numRuns: 300 },
    );
  });

  function findLast(events: RouterEvent[], type: RouterEvent['type']): RouterEvent {
    return events.findLast((event) => event.type === type) as RouterEvent;
  }
});

describe('shares', () => {
  test('of planned operations are the weights, within what chance allows', () => {
    const total = 20_000;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19 }), fc.nat(), (twentieths, seed) => {
        const weights = { east: twentieths / 20, west: 1 - twentieths / 20 };
        const clients = buildClients({ failover: { weights } });
        const router = createRouter({ clients, random: createRandom(seed), onEvent: () => {} });
        let east = 0;
        for (let i = 0; i < total; i += 1) if (router.plan('GetObject') === 'east') east += 1;
        // Five standard deviations: one test in two million would fail by chance, and the seed is fixed.
        const sigma = Math.sqrt(total * weights.east * weights.west);
        expect(Math.abs(east - total * weights.east)).toBeLessThan(5 * sigma);
      }),
      { numRuns: 20, seed: 4 },
    );
  });

  test('of a trusted rest are renormalised', () => {
    const weights = { east: 0.5, west: 0.2, north: 0.3 };
    const clients = buildClients({ standby: ['west', 'north'], failover: { weights } });
    const outages = [{ region: 'east', fromMs: 0, toMs: 1e9 }];
    const steps = Array.from({ length: 20_000 }, () => ({ gapMs: 0.01, latencyMs: 0.001 }));
    const { sent } = simulate(clients, outages, steps);
    const later = sent.slice(100).filter(({ region }) => region !== 'east');
    const west = later.filter(({ region }) => region === 'west').length;
    expect(Math.abs(west - later.length * 0.4)).toBeLessThan(5 * Math.sqrt(later.length * 0.4 * 0.6));
  });

  test('that come back only ever grow', () => {
    const times = fc.array(fc.nat(1200), { minLength: 2, maxLength: 60 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (offsets, draw) => {
        const failback = { kind: 'probe', stableMs: 0, rampMs: 1000 } as const;
        const clients = buildClients({ failover: { failback } });
        const router = createRouter({ clients, random: () => draw, onEvent: () => {} });
        const attempt = (nowMs: number, outcome: 'ok' | 'serverError'): string | undefined => {
          const request = { ...failoverRequest, planned: 'east' };
          const route = router.route(request, nowMs);
          if (route !== null) router.settle(route, outcome, nowMs);
          return route?.region;
        };
        for (const outcome of ['serverError', 'serverError'] as const) attempt(0, outcome);
        for (const nowMs of [1, 1000, 1001]) attempt(nowMs, 'ok');
        const isHome = offsets.map((offsetMs) => attempt(1001 + offsetMs, 'ok') === 'east');
        expect(isHome).toEqual([...isHome].sort((a, b) => Number(a) - Number(b)));
      }),
    );
  });

  const failoverRequest = {
    operation: 'GetObject',
    priority: 'normal',
    spent: 0,
    failedIn: null,
    pinnedRegion: null,
  } as const;
});
