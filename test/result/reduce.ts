import { createReducer, type RunContext } from '../../src/result/reduce-telemetry.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import type { TelemetryRecord } from '../../src/shared/contracts/telemetry.ts';
import { failOverAndBack, planted, turn } from './behaviours.ts';
import { buildPlan } from './build-plan.ts';
import { type Simulation, simulateRun, startedAtEpochMs } from './simulate-run.ts';

export const context: RunContext = {
  runId: '20260228T093700Z',
  k6Version: 'v2.2.0',
  s3drillVersion: '0.1.0',
  target: 'embedded',
  machine: '2 cores',
  finishedAtEpochMs: startedAtEpochMs + 40_000,
};

/** Reduces records into a result that is checked to be one. */
export function reduce(plan: Plan, records: readonly TelemetryRecord[]): Result {
  const reducer = createReducer(plan);
  for (const record of records) reducer.add(record);
  return resultSchema.parse(reducer.finish(context));
}

export function reduceSimulation(simulation: Simulation): Result {
  return reduce(simulation.plan, simulateRun(simulation));
}

/** A drill that fails over and back as planted; see behaviours.ts. */
export function simulateFailover(overrides: Partial<Simulation> = {}): Simulation {
  const { faultAtMs, revertedAtMs } = planted;
  return { plan: buildPlan(), behave: failOverAndBack, faultAtMs, revertedAtMs, events: [turn()], ...overrides };
}
