import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../src/client/client-event.ts';
import { createHedger } from '../../src/client/hedger.ts';
import type { HedgePolicy } from '../../src/shared/contracts/policies.ts';

const delay: HedgePolicy['after'] = { kind: 'delay', delayMs: 40 };

function createWatched(policy: HedgePolicy, concurrency = 8) {
  const events: ClientEvent[] = [];
  return { hedger: createHedger({ policy, concurrency, onEvent: (event) => events.push(event) }), events };
}

describe('a hedger', () => {
  test('never lets hedges exceed their share of the operations, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.boolean(), { maxLength: 500 }),
        (budget, concurrency, steps) => {
          const { hedger } = createWatched({ after: delay, budget }, concurrency);
          let operations = 0;
          let hedges = 0;
          for (const isHedge of steps) {
            if (!isHedge) {
              operations += 1;
              hedger.beginOperation(0);
            } else if (hedger.hasBudget()) {
              hedges += 1;
              hedger.noteHedge(0);
            }
            expect(hedges).toBeLessThanOrEqual(budget * operations + 1e-9);
          }
        },
      ),
    );
  });

  test('saves up no more than as many operations pay in as can be in flight', () => {
    const { hedger } = createWatched({ after: delay, budget: 0.5 }, 4);
    for (let i = 0; i < 1000; i += 1) hedger.beginOperation(0);
    let hedges = 0;
    for (; hedger.hasBudget(); hedges += 1) hedger.noteHedge(0);
    expect(hedges).toBe(2);
  });

  test('waits for a fixed delay, or for a quantile of the latency of that operation once it knows it', () => {
    expect(createWatched({ after: delay, budget: 1 }).hedger.readDelayMs('GetObject')).toBe(40);
    const { hedger } = createWatched({ after: { kind: 'quantile', quantile: 0.9 }, budget: 1 });
    for (let ms = 1; ms <= 320; ms += 1) {
      hedger.noteLatency('GetObject', ms);
      if (ms < 32) expect(hedger.readDelayMs('GetObject')).toBeNull();
    }
    // Rank ⌈0.9 · 256⌉ of 65…320.
    expect(hedger.readDelayMs('GetObject')).toBe(64 + 231);
    expect(hedger.readDelayMs('HeadObject')).toBeNull();
  });

  test('tells when hedging starts, and that it has stopped once there was none for a second', () => {
    const { hedger, events } = createWatched({ after: delay, budget: 1 });
    for (const atMs of [100, 900, 1800]) {
      hedger.beginOperation(atMs);
      hedger.noteHedge(atMs);
    }
    hedger.beginOperation(2700);
    hedger.beginOperation(5000);
    hedger.beginOperation(9000);
    expect(events).toEqual([
      { atMs: 100, type: 'hedgingStarted' },
      { atMs: 2800, type: 'hedgingStopped' },
    ]);
  });
});
