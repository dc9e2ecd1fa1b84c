import { expect, test } from 'vitest';
import type { OperationOutcome } from '../../../src/shared/outcome.ts';
import { succeed } from '../behaviours.ts';
import { buildOperation, buildPlan, buildWorkload, openLoad, primary } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';
import type { Behave } from '../simulate-run.ts';

/** One of a hundred operations each: 200 a second over 15 s of fault phase are 3,000, so 30 of each. */
const planted: Record<number, OperationOutcome> = {
  10: 'failed',
  20: 'indeterminate',
  30: 'deadlineExceeded',
  40: 'rejected',
  50: 'shed',
  60: 'conflict',
  70: 'corrupt',
};

const behave: Behave = (scheduledMs) => {
  const outcome = planted[Math.round(scheduledMs / 5) % 100];
  if (outcome === undefined || scheduledMs < 10_000 || scheduledMs >= 25_000) return succeed(primary, 10);
  const isSent = outcome !== 'rejected' && outcome !== 'shed';
  return { ...succeed(primary, 10), outcome, ...(isSent ? {} : { region: '', attempts: [] }) };
};

test('every outcome is counted, by phase, workload, operation and priority, and what did not occur is left out', () => {
  const operations = [buildOperation({ name: 'PutObject', share: 1, priority: 'critical' })];
  const plan = buildPlan({ workloads: [buildWorkload({ operations })], faults: [] });
  const { outcomes, totals, phases } = reduceSimulation({ plan, behave });
  const common = { workload: 'default', op: 'PutObject', priority: 'critical' };
  expect(outcomes).toEqual([
    { ...common, phase: 'steady', outcome: 'ok', count: 2000 },
    { ...common, phase: 'fault', outcome: 'ok', count: 2790 },
    ...Object.values(planted).map((outcome) => ({ ...common, phase: 'fault', outcome, count: 30 })),
    { ...common, phase: 'recovery', outcome: 'ok', count: 3000 },
  ]);
  expect(phases[1]).toMatchObject({ failed: 210, shed: 30 });
  expect(totals.failed).toBe(210);
});

test('workloads are told apart, in the order of the plan', () => {
  const workloads = ['zeta', 'alpha'].map((name) => buildWorkload({ name, load: openLoad(100) }));
  const { outcomes } = reduceSimulation({ plan: buildPlan({ workloads, faults: [] }), behave });
  expect([...new Set(outcomes.map(({ workload }) => workload))]).toEqual(['zeta', 'alpha']);
  expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(8000);
});
