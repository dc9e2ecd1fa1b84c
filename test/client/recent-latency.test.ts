import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRecentLatency } from '../../src/client/recent-latency.ts';

describe('recent latency', () => {
  test('says nothing before it knows enough', () => {
    const latency = createRecentLatency(0.95);
    for (let i = 0; i < 31; i += 1) latency.note(i);
    expect(latency.read()).toBeNull();
    latency.note(31);
    // Rank ⌈0.95 · 32⌉ of 0…31.
    expect(latency.read()).toBe(30);
  });

  test('is the exact quantile of the last 256 values as of the last batch of 32', () => {
    const values = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { minLength: 32, maxLength: 700 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (all, quantile) => {
        const latency = createRecentLatency(quantile);
        for (const value of all) latency.note(value);
        const until = all.length - (all.length % 32);
        const last = all.slice(Math.max(0, until - 256), until).sort((a, b) => a - b);
        expect(latency.read()).toBe(last[Math.ceil(quantile * last.length) - 1]);
      }),
    );
  });
});
