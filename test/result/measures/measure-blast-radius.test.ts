import { expect, test } from 'vitest';
import { healthy, planted, succeed } from '../behaviours.ts';
import { buildPlan, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { SimulatedOperation } from '../simulate-run.ts';

function fail(region: string, code: string): SimulatedOperation {
  const outcome = code === '' ? 'attemptTimeout' : 'serverError';
  return { outcome: 'failed', region, latencyMs: 20, attempts: [{ region, outcome, code, afterMs: 0 }] };
}

test('names the smallest set of cells that explains 90 % of the failed attempts', () => {
  const { blastRadius } = reduceSimulation(
    simulateFailover({
      behave: (scheduledMs, op, random) => {
        if (scheduledMs < planted.faultAtMs) return healthy(scheduledMs, op, random);
        const draw = random();
        if (op === 'PutObject' && draw < 0.8) return fail(primary, 'InternalError');
        if (op === 'GetObject' && draw < 0.02) return fail(standby, '');
        return succeed(primary, 10);
      },
    }),
  );
  const [first, second] = blastRadius.cells;
  expect(first).toMatchObject({ op: 'PutObject', region: primary, code: 'InternalError' });
  expect(second).toMatchObject({ op: 'GetObject', region: standby, outcome: 'attemptTimeout', code: '' });
  expect(first?.share).toBeGreaterThan(0.9);
  expect((first?.share ?? 0) + (second?.share ?? 0)).toBeCloseTo(1, 12);
  expect(first?.attempts).toBeGreaterThan(first?.failures ?? 0);
  expect(blastRadius.summary).toMatch(
    /^9\d\.\d+ % of \d,\d+ failed attempts: InternalError from us-east-1 \(PutObject\)\.$/,
  );
});

test('says so when no attempt failed', () => {
  const { blastRadius } = reduceSimulation({ plan: buildPlan({ faults: [] }), behave: healthy });
  expect(blastRadius).toEqual({ cells: [], summary: 'No attempt failed.' });
});
