import { describe, expect, test } from 'vitest';
import { createRouter, type Route, type RouteRequest } from '../../src/client/router.ts';
import type { AttemptOutcome } from '../../src/shared/outcome.ts';
import { buildClients, type ClientsChange } from './routing/build-clients.ts';

function createWatched(change: ClientsChange = {}, random: () => number = () => 0.5) {
  const events: string[] = [];
  const router = createRouter({
    clients: buildClients(change),
    random,
    onEvent: ({ atMs, type, region, detail }) => events.push([atMs, type, region, detail].join(' ').trimEnd()),
  });

  function ask(nowMs: number, request: Partial<RouteRequest> = {}): Route | null {
    return router.route(
      {
        operation: 'GetObject',
        priority: 'normal',
        planned: router.plan(request.operation ?? 'GetObject'),
        spent: 0,
        failedIn: null,
        pinnedRegion: null,
        ...request,
      },
      nowMs,
    );
  }

  /** Sends one attempt and answers the region it went to. */
  function attempt(nowMs: number, outcome: AttemptOutcome = 'ok', request: Partial<RouteRequest> = {}): string | null {
    const route = ask(nowMs, request);
    if (route !== null) router.settle(route, outcome, nowMs);
    return route?.region ?? null;
  }

  /** Lets the two failures happen that open a breaker. */
  function breakHere(nowMs: number, request: Partial<RouteRequest> = {}): void {
    attempt(nowMs, 'serverError', request);
    attempt(nowMs, 'serverError', request);
  }

  const listShifts = (): string[] => events.filter((event) => event.includes('failed'));
  return { router, events, listShifts, ask, attempt, breakHere };
}

describe('a router with a primary and a standby', () => {
  test('goes to the standby once the breaker of the primary opens, and back once a probe has succeeded', () => {
    const { attempt, events } = createWatched();
    expect([attempt(0, 'serverError'), attempt(0, 'serverError')]).toEqual(['east', 'east']);
    expect(attempt(1)).toBe('west');
    expect(attempt(1000)).toBe('east');
    expect(attempt(1001)).toBe('east');
    expect(events).toEqual([
      '0 breakerOpened east',
      '1 failedOver west from east',
      '1000 breakerHalfOpened east',
      '1000 breakerClosed east',
      '1001 failedBack east from west',
    ]);
  });

  test('keeps ordinary traffic on the standby while a probe is out', () => {
    const { ask, breakHere } = createWatched();
    breakHere(0);
    expect(ask(1000)).toMatchObject({ region: 'east', permit: { isProbe: true } });
    expect(ask(1000)).toMatchObject({ region: 'west', permit: { isProbe: false } });
  });

  test('stays where it is when it must not fail back, until that region fails too', () => {
    const { attempt, breakHere, listShifts } = createWatched({
      failover: { failback: { kind: 'never', stableMs: 0, rampMs: 0 } },
    });
    breakHere(0);
    for (const nowMs of [1, 1000, 5000]) expect(attempt(nowMs)).toBe('west');
    breakHere(5001);
    expect(attempt(5002)).toBe('east');
    expect(attempt(5003)).toBe('east');
    expect(listShifts()).toEqual(['1 failedOver west from east', '5003 failedBack east from west']);
  });

  test('asks only the primary without a failover policy, and nobody while its breaker is open', () => {
    const { attempt, breakHere } = createWatched({ failover: null });
    breakHere(0);
    expect(attempt(500)).toBeNull();
    expect(attempt(1000)).toBe('east');
  });

  test('asks the primary for ever without a breaker', () => {
    const { attempt } = createWatched({ breaker: null });
    for (let i = 0; i < 50; i += 1) expect(attempt(i, 'serverError')).toBe('east');
  });

  test('goes on to the next standby when one fails, and back home from there', () => {
    const { attempt, breakHere, listShifts } = createWatched({ standby: ['west', 'north'] });
    breakHere(0);
    breakHere(1);
    expect(attempt(2)).toBe('north');
    expect(attempt(1000)).toBe('east');
    expect(attempt(1000.5)).toBe('east');
    expect(listShifts()).toEqual([
      '1 failedOver west from east',
      '2 failedOver north from west',
      '1000.5 failedBack east from north',
    ]);
  });

  test('tells a request that nobody can be asked', () => {
    const { attempt, breakHere } = createWatched();
    breakHere(0);
    breakHere(1);
    expect(attempt(2)).toBeNull();
  });

  test('does not take throttling and refusals for an outage', () => {
    const { router, attempt, events } = createWatched();
    for (let i = 0; i < 20; i += 1) attempt(i, i % 2 === 0 ? 'throttled' : 'clientError');
    expect(events).toEqual([]);
    expect(router.isDegraded()).toBe(false);
  });

  test('gives out the same route as long as all is well', () => {
    const { ask } = createWatched();
    expect(ask(0)).toBe(ask(1));
  });

  test('moves each operation by itself where breakers are per operation', () => {
    const { router, attempt, breakHere, events } = createWatched({ breaker: { scope: 'operation' } });
    breakHere(0);
    expect(attempt(1)).toBe('west');
    expect(attempt(1, 'ok', { operation: 'PutObject' })).toBe('east');
    expect(router.isDegraded()).toBe(true);
    expect(events).toEqual(['0 breakerOpened east GetObject', '1 failedOver west from east']);
  });

  test('leaves operations at home that its policy does not list', () => {
    const { attempt, breakHere } = createWatched({ failover: { operations: ['GetObject'] } });
    breakHere(0);
    expect(attempt(1)).toBe('west');
    expect(attempt(1, 'ok', { operation: 'PutObject' })).toBeNull();
    expect(attempt(1000, 'ok', { operation: 'PutObject' })).toBe('east');
  });

  test('refuses a region that the client does not have', () => {
    const { ask } = createWatched();
    expect(() => ask(0, { planned: 'south' })).toThrow('the client has no region south');
  });
});

describe('failback', () => {
  const failback = { kind: 'probe', stableMs: 2000, rampMs: 0 } as const;

  test('waits until the region has been trusted for its stable time, and tries it meanwhile', () => {
    const { attempt, breakHere, listShifts } = createWatched({ failover: { failback } });
    breakHere(0);
    attempt(1);
    expect(attempt(1000)).toBe('east');
    const asked = Array.from({ length: 199 }, (_, i) => attempt(1010 + i * 10));
    expect(asked.filter((region) => region === 'east')).toHaveLength(10);
    expect(attempt(3000)).toBe('east');
    expect(attempt(3001)).toBe('east');
    expect(listShifts()).toEqual(['1 failedOver west from east', '3000 failedBack east from west']);
  });

  test('waits for the whole time again when a trial fails', () => {
    const { attempt, breakHere, listShifts } = createWatched({ failover: { failback } });
    breakHere(0);
    attempt(1);
    attempt(1000);
    expect(attempt(2900, 'serverError')).toBe('east');
    for (let nowMs = 2901; nowMs < 4900; nowMs += 10) attempt(nowMs);
    expect(listShifts()).toHaveLength(1);
    expect(attempt(4901)).toBe('east');
    expect(listShifts().at(-1)).toBe('4901 failedBack east from west');
  });

  test('has one trial out at a time', () => {
    const { ask, attempt, breakHere } = createWatched({ failover: { failback } });
    breakHere(0);
    attempt(1);
    attempt(1000);
    expect(ask(1500)?.region).toBe('east');
    for (const nowMs of [1500, 1800, 2900]) expect(ask(nowMs)?.region).toBe('west');
  });

  test('brings back a share that grows with time', () => {
    const draws: number[] = [];
    const { attempt, breakHere, listShifts } = createWatched(
      { failover: { failback: { kind: 'probe', stableMs: 0, rampMs: 1000 } } },
      () => draws.shift() ?? 0.5,
    );
    breakHere(0);
    attempt(1);
    attempt(1000);
    draws.push(0, 0.24, 0.26, 0.74, 0.76);
    expect([attempt(2000), attempt(2250), attempt(2250), attempt(2750), attempt(2750)]).toEqual([
      'west',
      'east',
      'west',
      'east',
      'west',
    ]);
    draws.push(0.999);
    expect(attempt(3000)).toBe('east');
    expect(draws).toEqual([0.999]);
    expect(listShifts()).toEqual(['1 failedOver west from east', '2000 failedBack east from west']);
  });

  test('starts over when the region fails while traffic comes back', () => {
    const { attempt, breakHere, listShifts } = createWatched(
      { failover: { failback: { kind: 'probe', stableMs: 0, rampMs: 1000 } } },
      () => 0,
    );
    breakHere(0);
    attempt(1);
    attempt(1000);
    attempt(1001);
    breakHere(1500);
    expect(attempt(1501)).toBe('west');
    attempt(2500);
    expect(attempt(2501)).toBe('west');
    expect(listShifts()).toEqual([
      '1 failedOver west from east',
      '1001 failedBack east from west',
      '1501 failedOver west from east',
      '2501 failedBack east from west',
    ]);
  });

  test('does not wait for a stable time when the standby fails as well', () => {
    const { attempt, breakHere, listShifts } = createWatched({ failover: { failback } });
    breakHere(0);
    attempt(1);
    attempt(1000);
    attempt(1200);
    breakHere(1201);
    expect(attempt(1202)).toBe('east');
    attempt(60_000);
    expect(attempt(60_001)).toBe('east');
    expect(listShifts()).toEqual(['1 failedOver west from east', '1202 failedBack east from west']);
  });
});

describe('an operator', () => {
  const operator = { awayAtMs: 1000, backAtMs: 5000 };

  test('takes the primary out though it is well, and gives it back', () => {
    const { router, attempt, listShifts } = createWatched({ failover: { operator } });
    expect([999, 1000, 4999, 5000, 5001].map((nowMs) => attempt(nowMs))).toEqual([
      'east',
      'west',
      'west',
      'east',
      'east',
    ]);
    expect(router.isDegraded()).toBe(false);
    expect(listShifts()).toEqual(['1000 failedOver west from east', '5000 failedBack east from west']);
  });

  test('alone decides on the way back where the policy says so', () => {
    const { attempt, breakHere, listShifts } = createWatched({
      failover: { operator, failback: { kind: 'operator', stableMs: 0, rampMs: 0 } },
    });
    breakHere(500);
    for (const nowMs of [501, 1501, 4999]) expect(attempt(nowMs)).toBe('west');
    expect(attempt(5000)).toBe('east');
    expect(attempt(5001)).toBe('east');
    breakHere(6000);
    for (const nowMs of [6001, 7001, 60_000]) expect(attempt(nowMs)).toBe('west');
    expect(listShifts()).toEqual([
      '501 failedOver west from east',
      '5001 failedBack east from west',
      '6001 failedOver west from east',
    ]);
  });

  test('brings back what had left before, though it has moved on since', () => {
    const { attempt, breakHere, listShifts } = createWatched({
      standby: ['west', 'north'],
      failover: { operator, failback: { kind: 'operator', stableMs: 0, rampMs: 0 } },
    });
    breakHere(999);
    attempt(4998);
    breakHere(5100, { pinnedRegion: 'east' });
    breakHere(5101);
    expect(attempt(5102)).toBe('north');
    expect(attempt(6100)).toBe('east');
    expect(attempt(6101)).toBe('east');
    expect(listShifts().at(-1)).toBe('6101 failedBack east from north');
  });

  test('does not hold up a return from an earlier failure', () => {
    const { attempt, breakHere, listShifts } = createWatched({
      failover: { operator: { awayAtMs: 20_000, backAtMs: 30_000 } },
    });
    breakHere(0);
    attempt(1);
    attempt(1000);
    expect(attempt(1001)).toBe('east');
    expect(listShifts()).toHaveLength(2);
  });

  test('does not move what is pinned', () => {
    const { attempt } = createWatched({ failover: { operator } });
    expect(attempt(2000, 'ok', { pinnedRegion: 'east' })).toBe('east');
  });
});

describe('a hurried operation', () => {
  const failover = { deadlineShare: 0.5 };

  test('is sent elsewhere once it has spent its share at home, though nothing else moves', () => {
    const { attempt, events } = createWatched({ failover });
    expect(attempt(0, 'ok', { spent: 0.4, failedIn: 'east' })).toBe('east');
    expect(attempt(0, 'ok', { spent: 0.5, failedIn: 'east' })).toBe('west');
    expect(attempt(0, 'ok', { spent: 0.5, failedIn: 'east' })).toBe('west');
    expect(attempt(0, 'ok', { spent: 0.6, failedIn: 'west' })).toBe('east');
    expect(attempt(0)).toBe('east');
    // Told once, and not as a failover.
    expect(events).toEqual(['0 diverted west from east']);
  });

  test('stays when nobody else is trusted, or the standby is full', () => {
    const full = createWatched({ failover: { ...failover, standbyProtection: { kind: 'cap', perSecond: 1 } } });
    expect(full.attempt(0, 'ok', { spent: 0.5, failedIn: 'east' })).toBe('west');
    expect(full.attempt(0, 'ok', { spent: 0.5, failedIn: 'east' })).toBe('east');
    const alone = createWatched({ failover, standby: [] });
    expect(alone.attempt(0, 'ok', { spent: 0.5, failedIn: 'east' })).toBe('east');
  });
});

describe('health probes', () => {
  const healthProbe = { everyMs: 1000, timeoutMs: 500, unhealthyAfter: 2, healthyAfter: 3 };

  test('move traffic away from a region that fails them, and back', () => {
    const { router, attempt, events } = createWatched({ failover: { healthProbe }, breaker: null });
    router.noteProbe('east', 'attemptTimeout', 10);
    router.noteProbe('east', 'clientError', 20);
    router.noteProbe('east', 'attemptTimeout', 30);
    expect(router.isDegraded()).toBe(false);
    router.noteProbe('east', 'connectionRefused', 40);
    expect(router.isDegraded()).toBe(true);
    expect(attempt(41)).toBe('west');
    for (const nowMs of [50, 60, 70]) router.noteProbe('east', 'ok', nowMs);
    expect(attempt(71)).toBe('east');
    expect(router.isDegraded()).toBe(false);
    expect(events).toEqual([
      '40 regionUnhealthy east connectionRefused',
      '41 failedOver west from east',
      '70 regionHealthy east ok',
      '71 failedBack east from west',
    ]);
  });

  test('keep a breaker from probing a region that they say is out', () => {
    const { router, attempt, breakHere } = createWatched({ failover: { healthProbe } });
    breakHere(0);
    for (const nowMs of [1, 2]) router.noteProbe('east', 'serverError', nowMs);
    expect(attempt(1500)).toBe('west');
    for (const nowMs of [1600, 1700, 1800]) router.noteProbe('east', 'ok', nowMs);
    expect(attempt(1900)).toBe('east');
  });

  test('mean nothing without a policy that asks for them', () => {
    const { router, events } = createWatched();
    for (let i = 0; i < 9; i += 1) router.noteProbe('east', 'serverError', i);
    expect(events).toEqual([]);
  });
});

describe('weights', () => {
  const failover = { weights: { east: 0.5, west: 0.5 } };

  test('plan by share, and only for regions that are trusted', () => {
    const draws = [0.4, 0.6];
    const { router, breakHere } = createWatched({ failover }, () => draws.shift() ?? 0.1);
    expect([router.plan('GetObject'), router.plan('GetObject')]).toEqual(['east', 'west']);
    breakHere(0, { planned: 'east' });
    expect(router.plan('GetObject')).toBe('west');
  });

  test('send a retry to a region that takes over', () => {
    const { attempt, breakHere, listShifts } = createWatched({ failover });
    breakHere(0, { planned: 'west' });
    expect(attempt(1, 'ok', { planned: 'west', failedIn: 'west' })).toBe('east');
    expect(listShifts()).toEqual(['1 failedOver east from west']);
  });

  test('come back when the region is trusted again, though nothing was planned for it meanwhile', () => {
    const { router, attempt, breakHere, listShifts } = createWatched({ failover }, () => 0.9);
    breakHere(0, { planned: 'west' });
    expect(router.plan('GetObject')).toBe('east');
    expect(attempt(1, 'ok', { planned: 'east' })).toBe('east');
    expect(attempt(1000, 'ok', { planned: 'east' })).toBe('west');
    expect(attempt(1001, 'ok', { planned: 'east' })).toBe('east');
    expect(router.plan('GetObject')).toBe('west');
    expect(listShifts()).toEqual(['1 failedOver east from west', '1001 failedBack west from east']);
  });

  test('plan what must stay as if all were well', () => {
    const { router, breakHere } = createWatched({ failover: { ...failover, operations: ['GetObject'] } }, () => 0.9);
    breakHere(0, { planned: 'west' });
    expect(router.plan('GetObject')).toBe('east');
    expect(router.plan('PutObject')).toBe('west');
  });

  test('plan for anybody when nobody is trusted', () => {
    const { router, breakHere } = createWatched({ failover }, () => 0.9);
    breakHere(0, { planned: 'west' });
    breakHere(1, { planned: 'east' });
    expect(router.plan('GetObject')).toBe('west');
  });
});

describe('a hedge', () => {
  const request = {
    operation: 'GetObject',
    priority: 'normal',
    planned: 'east',
    spent: 0,
    failedIn: null,
    pinnedRegion: null,
  } as const;

  test('goes to another region that is trusted, failover or not', () => {
    for (const failover of [null, {}]) {
      const { router } = createWatched({ failover });
      expect(router.routeHedge(request, 'east', 0)?.region).toBe('west');
      expect(router.routeHedge(request, 'west', 0)?.region).toBe('east');
    }
  });

  test('goes nowhere when it is pinned, not listed, alone, or the other is not trusted', () => {
    const { router, breakHere } = createWatched({ failover: { operations: ['GetObject'] } });
    expect(router.routeHedge({ ...request, pinnedRegion: 'east' }, 'east', 0)).toBeNull();
    expect(router.routeHedge({ ...request, operation: 'HeadObject' }, 'east', 0)).toBeNull();
    breakHere(0);
    expect(router.routeHedge(request, 'west', 5000)).toBeNull();
    expect(createWatched({ standby: [] }).router.routeHedge(request, 'east', 0)).toBeNull();
  });

  test('tries a breaker that only hedges have opened and only they can close', () => {
    const { router } = createWatched({ failover: null });
    for (const nowMs of [0, 1]) {
      router.settle(router.routeHedge(request, 'east', nowMs) as Route, 'attemptTimeout', nowMs);
    }
    expect(router.routeHedge(request, 'east', 2)).toBeNull();
    const probe = router.routeHedge(request, 'east', 1001) as Route;
    expect(router.routeHedge(request, 'east', 1001)).toBeNull();
    router.settle(probe, 'ok', 1002);
    expect(router.routeHedge(request, 'east', 1003)?.region).toBe('west');
    expect(router.isDegraded()).toBe(false);
  });

  test('counts against the cap that protects the standby', () => {
    const { router } = createWatched({ failover: { standbyProtection: { kind: 'cap', perSecond: 2 } } });
    const regions = [0, 0, 0].map((nowMs) => router.routeHedge(request, 'east', nowMs)?.region ?? null);
    expect(regions).toEqual(['west', 'west', null]);
  });
});

describe('the protection of a standby', () => {
  test('holds back what its cap does not cover, critical operations last', () => {
    const { attempt, breakHere } = createWatched({
      count: 4,
      breaker: { openForMs: 5000 },
      failover: { standbyProtection: { kind: 'cap', perSecond: 8 } },
    });
    breakHere(0);
    expect([attempt(1), attempt(1), attempt(1)]).toEqual(['west', 'west', null]);
    expect(attempt(2, 'ok', { priority: 'critical' })).toBe('west');
    expect(attempt(502)).toBeNull();
    expect(attempt(1004)).toBe('west');
  });

  test('lets a growing share through from the moment of the failover', () => {
    const { attempt, breakHere } = createWatched({
      failover: { standbyProtection: { kind: 'ramp', fromShare: 0.1, overMs: 900 } },
    });
    breakHere(0);
    expect([attempt(100), attempt(499), attempt(501), attempt(700)]).toEqual([null, null, 'west', 'west']);
    expect(attempt(101, 'ok', { priority: 'critical' })).toBe('west');
  });
});
