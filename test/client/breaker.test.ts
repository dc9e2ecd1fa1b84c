import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BreakerState, createBreaker, createNoBreaker, type Permit } from '../../src/client/breaker.ts';

const policy = { consecutiveFailures: 3, openForMs: 1000, probes: 2 };

function createWatched() {
  const changes: [BreakerState, number][] = [];
  const breaker = createBreaker(policy, (state, nowMs) => changes.push([state, nowMs]));
  const attempt = (success: boolean, nowMs: number): Permit | null => {
    const permit = breaker.tryAcquire(nowMs);
    if (permit !== null) breaker.settle(permit, success, nowMs);
    return permit;
  };
  return { breaker, changes, attempt };
}

describe('a breaker', () => {
  test('opens after so many failures in a row, and only in a row', () => {
    const { breaker, attempt } = createWatched();
    for (const success of [false, false, true, false, false]) attempt(success, 0);
    expect(breaker.state()).toBe('closed');
    attempt(false, 5);
    expect(breaker.state()).toBe('open');
    expect(breaker.tryAcquire(1004)).toBeNull();
  });

  test('lets one probe at a time through once it has been open long enough, and closes after enough of them', () => {
    const { breaker, changes, attempt } = createWatched();
    for (let i = 0; i < 3; i += 1) attempt(false, 0);
    const probe = breaker.tryAcquire(1000);
    expect(probe?.probe).toBe(true);
    expect(breaker.tryAcquire(1000)).toBeNull();
    breaker.settle(probe as Permit, true, 1010);
    expect(attempt(true, 1020)?.probe).toBe(true);
    expect(breaker.tryAcquire(1020)?.probe).toBe(false);
    expect(changes).toEqual([
      ['open', 0],
      ['halfOpen', 1000],
      ['closed', 1020],
    ]);
  });

  test('opens again when a probe fails, and waits its full time again', () => {
    const { breaker, attempt } = createWatched();
    for (let i = 0; i < 3; i += 1) attempt(false, 0);
    attempt(false, 1500);
    expect(breaker.state()).toBe('open');
    expect(breaker.tryAcquire(2499)).toBeNull();
    expect(breaker.tryAcquire(2500)?.probe).toBe(true);
  });

  test('is not moved by answers that belong to an earlier state', () => {
    const { breaker, attempt } = createWatched();
    const late = breaker.tryAcquire(0) as Permit;
    for (let i = 0; i < 3; i += 1) attempt(false, 0);
    const probe = breaker.tryAcquire(1000) as Permit;
    breaker.settle(late, false, 1001);
    expect(breaker.state()).toBe('halfOpen');
    breaker.settle(late, true, 1001);
    expect(breaker.tryAcquire(1001)).toBeNull();
    breaker.settle(probe, true, 1002);
    expect(breaker.state()).toBe('halfOpen');
  });

  test('never has more than one probe out, whatever the order of attempts and answers', () => {
    const step = fc.record({ success: fc.boolean(), advanceMs: fc.nat(700), settleFirst: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { breaker } = createWatched();
        let nowMs = 0;
        const out: Permit[] = [];
        for (const { success, advanceMs, settleFirst } of steps) {
          nowMs += advanceMs;
          const permit = breaker.tryAcquire(nowMs);
          if (permit !== null) out.push(permit);
          if (breaker.state() === 'halfOpen') {
            const current = Math.max(...out.map(({ epoch }) => epoch));
            expect(out.filter((one) => one.probe && one.epoch === current).length).toBeLessThanOrEqual(1);
          }
          const settled = settleFirst ? out.shift() : out.pop();
          if (settled !== undefined) breaker.settle(settled, success, nowMs);
        }
      }),
    );
  });

  test('that is switched off always lets through', () => {
    const breaker = createNoBreaker();
    for (let i = 0; i < 100; i += 1) breaker.settle(breaker.tryAcquire(i) as Permit, false, i);
    expect(breaker.tryAcquire(100)).not.toBeNull();
  });
});
