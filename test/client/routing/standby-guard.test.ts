import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStandbyGuard } from '../../../src/client/routing/standby-guard.ts';
import { priorities } from '../../../src/shared/operations.ts';

const attempts = fc.array(fc.record({ gapMs: fc.nat(200), priority: fc.constantFrom(...priorities) }), {
  minLength: 1,
  maxLength: 300,
});

describe('a cap', () => {
  test('is never exceeded in any second by more than its burst, but by critical operations', () => {
    fc.assert(
      fc.property(attempts, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5 }), (steps, cap, clients) => {
        const guard = createStandbyGuard({ kind: 'cap', perSecond: cap }, clients, () => 0.5);
        const admittedMs: number[] = [];
        let nowMs = 0;
        for (const { gapMs, priority } of steps) {
          nowMs += gapMs;
          const isAdmitted = guard.admits(priority, 0, nowMs);
          if (priority === 'critical') expect(isAdmitted).toBe(true);
          else if (isAdmitted) admittedMs.push(nowMs);
        }
        const share = cap / clients;
        for (const fromMs of admittedMs) {
          const inSecond = admittedMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1000).length;
          expect(inSecond).toBeLessThanOrEqual(share + Math.max(1, share) + 1e-9);
        }
      }),
    );
  });

  test('lets others through again soon after a rush of critical operations', () => {
    const guard = createStandbyGuard({ kind: 'cap', perSecond: 10 }, 1, () => 0.5);
    for (let i = 0; i < 1000; i += 1) guard.admits('critical', 0, 0);
    expect(guard.admits('normal', 0, 1050)).toBe(false);
    expect(guard.admits('normal', 0, 1101)).toBe(true);
  });
});

describe('a ramp', () => {
  test('only ever opens, from its first share to all', () => {
    const times = fc.array(fc.nat(3000), { minLength: 2, maxLength: 50 }).map((list) => list.sort((a, b) => a - b));
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(times, unit, unit, (offsets, fromShare, draw) => {
        const guard = createStandbyGuard({ kind: 'ramp', fromShare, overMs: 2000 }, 1, () => draw);
        const admitted = offsets.map((offsetMs) => guard.admits('normal', 500, 500 + offsetMs));
        expect(admitted).toEqual([...admitted].sort((a, b) => Number(a) - Number(b)));
        if (draw < fromShare) expect(admitted[0]).toBe(true);
        expect(guard.admits('normal', 500, 2500)).toBe(true);
      }),
    );
  });

  test.each([0, 0.5, 1])('of %d that never began lets all through', (fromShare) => {
    const guard = createStandbyGuard({ kind: 'ramp', fromShare, overMs: 2000 }, 1, () => 0.999);
    expect(guard.admits('deferrable', Number.NEGATIVE_INFINITY, 0)).toBe(true);
  });
});
