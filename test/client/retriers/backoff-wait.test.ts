import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BackoffCurve, chooseBackoffMs, readBackoffMs } from '../../../src/client/retriers/backoff-wait.ts';
import { createRandom } from '../../../src/shared/random.ts';

const curves = fc.record({
  kind: fc.constantFrom('immediate' as const, 'fixed' as const, 'exponential' as const),
  baseMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  capMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
});
const retries = fc.nat(5000);
const seeds = fc.nat(2 ** 31);

function choose(curve: Omit<BackoffCurve, 'jitter'>, jitter: BackoffCurve['jitter'], retry: number, seed: number) {
  return chooseBackoffMs({ ...curve, jitter }, retry, null, createRandom(seed));
}

describe('the wait before a retry', () => {
  test('doubles from the base up to the cap', () => {
    const curve: BackoffCurve = { kind: 'exponential', baseMs: 50, factor: 2, capMs: 1000, jitter: 'none' };
    expect([0, 1, 2, 3, 4, 5, 2000].map((retry) => readBackoffMs(curve, retry))).toEqual([
      50, 100, 200, 400, 800, 1000, 1000,
    ]);
  });

  test('is nothing for immediate retries, and the base for fixed ones', () => {
    const curve: BackoffCurve = { kind: 'immediate', baseMs: 50, factor: 2, capMs: 1000, jitter: 'full' };
    expect(chooseBackoffMs(curve, 7, null, Math.random)).toBe(0);
    expect(readBackoffMs({ ...curve, kind: 'fixed' }, 7)).toBe(50);
  });

  test('without jitter is exactly the curve', () => {
    fc.assert(
      fc.property(curves, retries, seeds, (curve, retry, seed) => {
        const waitMs = choose(curve, 'none', retry, seed);
        expect(waitMs).toBe(readBackoffMs({ ...curve, jitter: 'none' }, retry));
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(curve.capMs);
      }),
    );
  });

  test('with full jitter lies within the curve, with equal jitter in its upper half', () => {
    fc.assert(
      fc.property(curves, retries, seeds, (curve, retry, seed) => {
        const curveMs = choose(curve, 'none', retry, seed);
        const full = choose(curve, 'full', retry, seed);
        expect(full).toBeGreaterThanOrEqual(0);
        expect(full).toBeLessThanOrEqual(curveMs);
        const equal = choose(curve, 'equal', retry, seed);
        expect(equal).toBeGreaterThanOrEqual(curveMs / 2);
        expect(equal).toBeLessThanOrEqual(curveMs);
      }),
    );
  });

  test('with decorrelated jitter lies between the base and thrice the last wait, below the cap', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 500, noNaN: true }), seeds, (baseMs, seed) => {
        const curve: BackoffCurve = { kind: 'exponential', baseMs, factor: 2, capMs: 20_000, jitter: 'decorrelated' };
        const random = createRandom(seed);
        let lastMs: number | null = null;
        for (let retry = 0; retry < 20; retry += 1) {
          const waitMs: number = chooseBackoffMs(curve, retry, lastMs, random);
          expect(waitMs).toBeGreaterThanOrEqual(baseMs);
          expect(waitMs).toBeLessThanOrEqual(Math.min(curve.capMs, 3 * (lastMs ?? baseMs)));
          lastMs = waitMs;
        }
      }),
    );
  });
});
