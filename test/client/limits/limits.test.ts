import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLimiter } from '../../../src/client/limits/create-limiter.ts';
import type { Limiter } from '../../../src/client/limits/limiter.ts';
import type { LimitPolicy } from '../../../src/shared/contracts/policies.ts';

const concurrency = 40;
const aimd: LimitPolicy = { kind: 'aimd', minimum: 2, backoff: 0.5 };
const gradient: LimitPolicy = { kind: 'gradient', minimum: 2, tolerance: 1.5 };

const create = (limit: LimitPolicy): Limiter => createLimiter({ limit, concurrency }) as Limiter;

/** Rounds of as many operations as the limit allows, against a server whose latency the number in flight decides. */
function play(limiter: Limiter, rounds: number, readLatencyMs: (inFlight: number) => number | 'overload'): void {
  let nowMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const inFlight = limiter.read();
    const answer = readLatencyMs(inFlight);
    const latencyMs = answer === 'overload' ? 20 : answer;
    nowMs += latencyMs + 1;
    for (let i = 0; i < inFlight; i += 1) {
      limiter.note({ latencyMs, isOverload: answer === 'overload' }, inFlight - i, nowMs);
    }
  }
}

const steady = (): number => 20;
const overloaded = (): 'overload' => 'overload';

describe.each([
  ['aimd', aimd],
  ['gradient', gradient],
])('an %s limit', (_name, policy) => {
  test('starts at the concurrency and stays there while all goes well', () => {
    const limiter = create(policy);
    expect(limiter.read()).toBe(concurrency);
    play(limiter, 100, steady);
    expect(limiter.read()).toBe(concurrency);
  });

  test('falls when operations fail for overload, and grows back when they no longer do', () => {
    const limiter = create(policy);
    play(limiter, 5, steady);
    play(limiter, 2, overloaded);
    expect(limiter.read()).toBeLessThanOrEqual(concurrency / 4);
    play(limiter, 200, steady);
    expect(limiter.read()).toBe(concurrency);
  });

  test('does not grow while little is asked for', () => {
    const limiter = create(policy);
    play(limiter, 20, overloaded);
    const low = limiter.read();
    for (let i = 0; i < 1000; i += 1) limiter.note({ latencyMs: 20, isOverload: false }, 0, i);
    expect(limiter.read()).toBe(low);
  });

  test('is whole and within its bounds, whatever happens', () => {
    const sample = fc.record({
      latencyMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
      isOverload: fc.boolean(),
      inFlight: fc.integer({ min: 1, max: concurrency }),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 300 }), (samples) => {
        const limiter = create(policy);
        samples.forEach(({ inFlight, ...one }, index) => {
          limiter.note(one, inFlight, index * 10);
          expect(Number.isInteger(limiter.read())).toBe(true);
          expect(limiter.read()).toBeGreaterThanOrEqual(2);
          expect(limiter.read()).toBeLessThanOrEqual(concurrency);
        });
      }),
    );
  });

  test('with a minimum above the concurrency is the concurrency', () => {
    const limiter = create({ ...policy, minimum: 1000 } as LimitPolicy);
    play(limiter, 5, overloaded);
    expect(limiter.read()).toBe(concurrency);
  });
});

describe('an aimd limit', () => {
  test('is cut once for all that was under way together, and grows by one a round', () => {
    const limiter = create(aimd);
    for (let i = 0; i < 40; i += 1) limiter.note({ latencyMs: 100, isOverload: true }, 40, 1000 + i);
    expect(limiter.read()).toBe(20);
    for (let i = 0; i < 21; i += 1) limiter.note({ latencyMs: 10, isOverload: false }, 20, 1100);
    expect(limiter.read()).toBe(21);
    limiter.note({ latencyMs: 10, isOverload: true }, 20, 1200);
    expect(limiter.read()).toBe(10);
  });
});

describe('a gradient limit', () => {
  test('falls when latency grows with what is in flight, before anything fails', () => {
    const limiter = create(gradient);
    play(limiter, 10, steady);
    // A server for ten: beyond that, operations wait for each other.
    play(limiter, 20, (inFlight) => 20 * Math.max(1, inFlight / 10));
    expect(limiter.read()).toBeLessThan(25);
    expect(limiter.read()).toBeGreaterThanOrEqual(10);
  });
});
