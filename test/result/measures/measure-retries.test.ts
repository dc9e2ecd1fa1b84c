import { describe, expect, test } from 'vitest';
import { planted, succeed } from '../behaviours.ts';
import { buildPlan, buildPlanWithLoad, openLoad, primary, standby } from '../build-plan.ts';
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
  test('is attempts ÷ the requests that would have been sent had none failed, by phase and over the run', () => {
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
      pulse: null,
      byCause: [],
      byAttempt: [],
      peaks: { binMs: 100, values: Array.from({ length: 400 }, () => 0) },
    });
  });

  test('counts what an operation sends though all goes well as wanted, and the rest on top', () => {
    // Three requests of an operation, one of them again and one hedged; 200 a second over the whole run.
    const { retries, validity } = reduceSimulation({
      plan: buildPlan({ faults: [] }),
      behave: () => ({
        outcome: 'ok',
        region: primary,
        latencyMs: 40,
        attempts: [
          { region: primary, outcome: 'ok', code: '', afterMs: 0, cause: 'first' },
          { region: primary, outcome: 'ok', code: '', afterMs: 10, cause: 'next' },
          { region: primary, outcome: 'serverError', code: 'InternalError', afterMs: 20, cause: 'next' },
          { region: primary, outcome: 'ok', code: '', afterMs: 30, cause: 'retry' },
          { region: standby, outcome: 'ok', code: '', afterMs: 35, cause: 'hedge' },
        ],
      }),
    });
    expect(validity.warnings).toEqual([]);
    expect(retries.amplification).toBeCloseTo(5 / 3, 12);
    expect(retries.byPhase[0]).toEqual({ phase: 'steady', amplification: 5 / 3, retries: 2000 });
    expect(retries.byCause.filter(({ phase }) => phase === 'steady')).toEqual([
      { phase: 'steady', cause: 'first', count: 2000, succeeded: 2000 },
      { phase: 'steady', cause: 'retry', count: 2000, succeeded: 2000 },
      { phase: 'steady', cause: 'hedge', count: 2000, succeeded: 2000 },
      { phase: 'steady', cause: 'next', count: 4000, succeeded: 2000 },
    ]);
  });

  test('knows nothing of health probes, which are attempts all the same', () => {
    const probes = [1000, 2000, 40_050].map((atMs) => ({ atMs, region: standby, outcome: 'attemptTimeout' as const }));
    const result = reduceSimulation({ plan: buildPlan({ faults: [] }), behave: () => succeed(primary, 10), probes });
    expect(result.retries.amplification).toBe(1);
    expect(result.totals.attempts).toBe(8003);
    expect(result.totals.requestsReceived).toBe(8103);
    // The last was sent while the clients drained.
    expect(result.retries.byCause.filter(({ cause }) => cause === 'probe')).toEqual([
      { phase: 'steady', cause: 'probe', count: 2, succeeded: 0 },
      { phase: 'recovery', cause: 'probe', count: 1, succeeded: 0 },
    ]);
    expect(result.retries.byAttempt.map(({ phase, count }) => [phase, count])).toEqual([
      ['steady', 2000],
      ['fault', 3000],
      ['recovery', 3000],
    ]);
    expect(result.blastRadius.cells).toEqual([]);
    expect(result.validity).toEqual({ valid: true, reasons: [], warnings: [] });
  });
});

test('attempts are told by their number, and the last number stands for all later ones', () => {
  const attempts = Array.from({ length: 20 }, (_, index) => ({
    region: primary,
    outcome: index === 19 ? ('ok' as const) : ('serverError' as const),
    code: '',
    afterMs: index,
  }));
  const { retries } = reduceSimulation({
    plan: buildPlanWithLoad(openLoad(1), { faults: [] }),
    behave: () => ({ outcome: 'ok', region: primary, latencyMs: 30, attempts }),
  });
  const steady = retries.byAttempt.filter(({ phase }) => phase === 'steady');
  expect(steady.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  expect(steady[14]).toMatchObject({ attempt: 15, count: 10, succeeded: 0 });
  expect(steady[15]).toMatchObject({ attempt: 16, count: 50, succeeded: 10 });
});
