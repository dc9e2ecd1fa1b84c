import { describe, expect, test } from 'vitest';
import { planted, succeed } from '../behaviours.ts';
import { buildPlan, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { SimulatedOperation } from '../simulate-run.ts';

/** Succeeds on the standby at the second attempt, which is sent after a while. */
function retryOnce(afterMs: number): SimulatedOperation {
  return {
    outcome: 'ok',
    region: standby,
    latencyMs: afterMs + 10,
    attempts: [
      { region: primary, outcome: 'serverError', code: 'InternalError', afterMs: 0 },
      { region: standby, outcome: 'ok', code: '', afterMs },
    ],
  };
}

function reduceRetries(delayRetry: (scheduledMs: number, random: () => number) => number | null) {
  return reduceSimulation(
    simulateFailover({
      behave: (scheduledMs, _, random) => {
        const afterMs = scheduledMs < planted.faultAtMs ? null : delayRetry(scheduledMs, random);
        return afterMs === null || scheduledMs >= 25_000 ? succeed(primary, 10) : retryOnce(afterMs);
      },
    }),
  ).retries;
}

describe('retry amplification', () => {
  test('is attempts ÷ operations that sent any, by phase and over the run', () => {
    const retries = reduceRetries((scheduledMs) => (Math.floor(scheduledMs / 5) % 2 === 0 ? 50 : null));
    expect(retries.byPhase[0]).toEqual({ phase: 'steady', amplification: 1, retries: 0 });
    // Every second operation of the fault phase, from the first faulted request on, took a second attempt.
    const retried = retries.byPhase[1]?.retries as number;
    expect(retried).toBe(1498);
    expect(retries.byPhase[1]?.amplification).toBeCloseTo(1 + retried / 3000, 12);
    expect(retries.amplification).toBeCloseTo(1 + retried / 8000, 12);
  });

  test('leaves operations that sent nothing out', () => {
    const { retries } = reduceSimulation({
      plan: buildPlan({ faults: [] }),
      behave: (scheduledMs) =>
        scheduledMs >= 10_000 && scheduledMs < 20_000
          ? { outcome: 'rejected', region: '', latencyMs: 0, attempts: [] }
          : retryOnce(10),
    });
    expect(retries.byPhase.map((phase) => phase.amplification)).toEqual([2, 2, 2]);
  });

  test('is null where nothing was sent', () => {
    const { retries } = reduceSimulation({
      plan: buildPlan({ faults: [] }),
      behave: () => ({ outcome: 'shed', region: '', latencyMs: 0, attempts: [] }),
    });
    expect(retries).toEqual({
      amplification: null,
      byPhase: ['steady', 'fault', 'recovery'].map((phase) => ({ phase, amplification: null, retries: 0 })),
      synchronisation: null,
    });
  });
});

describe('retry synchronisation', () => {
  test('stays near 1 when jitter spreads the retries', () => {
    const { synchronisation } = reduceRetries((_, random) => 200 * random());
    expect(synchronisation).toBeGreaterThanOrEqual(1);
    expect(synchronisation).toBeLessThan(2);
  });

  test('shows waves: all retries of a second in one bin are ten times the mean', () => {
    const { synchronisation } = reduceRetries((scheduledMs) => 1000 - (scheduledMs % 1000) + 20);
    expect(synchronisation).toBeGreaterThan(8);
    expect(synchronisation).toBeLessThan(11);
  });

  test('does not take a storm that breakers cut short, and their few probes later, for waves', () => {
    const { synchronisation } = reduceRetries((scheduledMs, random) => {
      const probes = scheduledMs % 5000 < 100;
      return scheduledMs < 11_000 || probes ? 100 * random() : null;
    });
    expect(synchronisation).toBeLessThan(2);
  });

  test('is null for a single burst, which has nothing to be in step with', () => {
    expect(reduceRetries((scheduledMs) => (scheduledMs < 10_300 ? 20 : null)).synchronisation).toBeNull();
  });

  test('is null where only a few probes are retried, however regularly', () => {
    expect(reduceRetries((scheduledMs) => (scheduledMs % 5000 < 100 ? 0 : null)).synchronisation).toBeNull();
  });

  test('is null without enough retries to tell', () => {
    expect(reduceRetries(() => null).synchronisation).toBeNull();
    expect(reduceRetries((scheduledMs) => (scheduledMs < 10_100 ? 20 : null)).synchronisation).toBeNull();
  });
});
