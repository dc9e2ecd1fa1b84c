import type { Objective, Plan, PlannedFault } from '../../src/shared/contracts/plan.ts';
import { planSchema } from '../../src/shared/contracts/plan.ts';

export const primary = 'us-east-1';
export const standby = 'us-west-2';

/** 200 operations a second over 40 s: steady 10 s, fault 15 s, recovery 15 s. */
export function buildPlan(overrides: Partial<Plan> = {}): Plan {
  return planSchema.parse({
    schema: 's3drill/plan@1',
    drill: { name: 'regional-failover', hypothesis: null, file: 'drills/regional-failover.ts', hash: 'a'.repeat(64) },
    seed: 7,
    regions: [
      { name: primary, upstream: 'embedded', replicatesFrom: null, replicationLagMs: 0 },
      { name: standby, upstream: 'embedded', replicatesFrom: primary, replicationLagMs: 500 },
    ],
    clients: {
      count: 10,
      concurrency: 8,
      queueLimit: 100,
      primary,
      standby: [standby],
      deadlineMs: 2000,
      attemptTimeoutMs: 1000,
      retry: { kind: 'standard', maxAttempts: 3 },
      breaker: { consecutiveFailures: 5, openForMs: 2000, probes: 2 },
      failover: { failback: 'probe' },
    },
    workload: {
      operations: [
        { name: 'GetObject', share: 0.7, keys: 'zipf', minBytes: 4096, maxBytes: 4096 },
        { name: 'PutObject', share: 0.3, keys: 'uniform', minBytes: 4096, maxBytes: 4096 },
      ],
      seededObjects: 100,
      seededBytes: 4096,
    },
    load: { kind: 'constant', perSecond: 200, arrivals: 'uniform' },
    phases: buildPhases(10, 15, 15),
    faults: [buildFault()],
    objectives: [],
    availabilityTarget: 0.99,
    stableWindowMs: 10_000,
    ...overrides,
  });
}

/** Lengths in seconds. */
export function buildPhases(steady: number, fault: number, recovery: number): Plan['phases'] {
  const edges = [0, steady, steady + fault, steady + fault + recovery].map((seconds) => seconds * 1000);
  return (['steady', 'fault', 'recovery'] as const).map((name, index) => ({
    name,
    kind: name,
    fromMs: edges[index] as number,
    toMs: edges[index + 1] as number,
  }));
}

export function buildFault(overrides: Partial<PlannedFault> = {}): PlannedFault {
  return {
    id: 'internalError-1',
    kind: 'internalError',
    region: primary,
    fromMs: 10_000,
    toMs: 25_000,
    selectors: {},
    parameters: {},
    ...overrides,
  };
}

export function buildObjective(overrides: Partial<Objective> & Pick<Objective, 'measure' | 'value'>): Objective {
  const { measure } = overrides;
  const isTime = measure !== 'successRate' && measure !== 'retryAmplification';
  return {
    id: `${measure}(${overrides.phase ?? ''})`,
    phase: null,
    operation: null,
    region: null,
    quantile: null,
    comparator: measure === 'successRate' ? 'atLeast' : 'atMost',
    unit: measure === 'successRate' ? 'ratio' : isTime ? 'ms' : 'factor',
    ...overrides,
  };
}
