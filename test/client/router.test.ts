import { describe, expect, test } from 'vitest';
import { createBreaker } from '../../src/client/breaker.ts';
import { createRouter, type Router } from '../../src/client/router.ts';
import type { FailoverPolicy } from '../../src/shared/contracts/plan.ts';

function createWatched(failover: FailoverPolicy | null) {
  const policy = { consecutiveFailures: 2, openForMs: 1000, probes: 1 };
  const shifts: string[] = [];
  const breakers = new Map(['east', 'west'].map((region) => [region, createBreaker(policy, () => {})]));
  const onShift = (from: string, to: string): void => {
    shifts.push(`${from} → ${to}`);
  };
  return { router: createRouter({ regions: ['east', 'west'], breakers, failover, onShift }), shifts };
}

/** Sends one attempt and answers the region it went to. */
function attempt(router: Router, success: boolean, nowMs: number): string | null {
  const route = router.route(nowMs);
  if (route !== null) router.settle(route, success, nowMs);
  return route?.region ?? null;
}

describe('a router', () => {
  test('goes to the standby once the breaker of the primary opens, and back once a probe has succeeded', () => {
    const { router, shifts } = createWatched({ failback: 'probe' });
    expect([attempt(router, false, 0), attempt(router, false, 0)]).toEqual(['east', 'east']);
    expect(attempt(router, true, 1)).toBe('west');
    expect(attempt(router, true, 1000)).toBe('east');
    expect(shifts).toEqual(['east → west']);
    expect(attempt(router, true, 1001)).toBe('east');
    expect(shifts).toEqual(['east → west', 'west → east']);
  });

  test('keeps ordinary traffic on the standby while a probe is out', () => {
    const { router } = createWatched({ failback: 'probe' });
    attempt(router, false, 0);
    attempt(router, false, 0);
    expect(router.route(1000)).toMatchObject({ region: 'east', permit: { probe: true } });
    expect(router.route(1000)).toMatchObject({ region: 'west', permit: { probe: false } });
  });

  test('stays where it is when it must not fail back, until that region fails too', () => {
    const { router, shifts } = createWatched({ failback: 'never' });
    attempt(router, false, 0);
    attempt(router, false, 0);
    for (const nowMs of [1, 1000, 5000]) expect(attempt(router, true, nowMs)).toBe('west');
    attempt(router, false, 5001);
    attempt(router, false, 5001);
    expect(attempt(router, true, 5002)).toBe('east');
    expect(attempt(router, true, 5003)).toBe('east');
    expect(shifts).toEqual(['east → west', 'west → east']);
  });

  test('asks only the primary without a failover policy, and nobody while its breaker is open', () => {
    const { router } = createWatched(null);
    attempt(router, false, 0);
    attempt(router, false, 0);
    expect(attempt(router, true, 500)).toBeNull();
  });
});
