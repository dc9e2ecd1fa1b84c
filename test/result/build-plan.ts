import type { Objective, Plan, PlannedFault } from '../../src/shared/contracts/plan.ts';
import { planSchema } from '../../src/shared/contracts/plan.ts';
import type { FailoverPolicy, PlanClients } from '../../src/shared/contracts/policies.ts';
import type { PlanLoad, PlanOperation, PlanWorkload } from '../../src/shared/contracts/workload.ts';

export const primary = 'us-east-1';
export const standby = 'us-west-2';

/** 200 operations a second over 40 s: steady 10 s, fault 15 s, recovery 15 s. */
export function buildPlan(overrides: Partial<Plan> = {}): Plan {
  return planSchema.parse({
    schema: 's3drill/plan@1',
    drill: {
      name: 'regional-failover',
      hypothesis: null,
      file: 'drills/regional-failover.ts',
      hash: 'a'.repeat(64),
      variant: null,
    },
    seed: 7,
    regions: [
      { name: primary, upstream: 'embedded', replicatesFrom: null, replicationLagMs: 0 },
      { name: standby, upstream: 'embedded', replicatesFrom: primary, replicationLagMs: 500 },
    ],
    workloads: [buildWorkload()],
    objects: { count: 100, size: { kind: 'range', minBytes: 4096, maxBytes: 4096 }, prefixes: 1 },
    phases: buildPhases(10, 15, 15),
    faults: [buildFault()],
    objectives: [],
    availabilityTarget: 0.99,
    stableWindowMs: 10_000,
    ...overrides,
  });
}

export function buildWorkload(overrides: Partial<PlanWorkload> = {}): PlanWorkload {
  return {
    name: 'default',
    clients: buildClients(),
    operations: [buildOperation({ name: 'GetObject', share: 0.7 }), buildOperation({ name: 'PutObject', share: 0.3 })],
    load: openLoad(200),
    ...overrides,
  };
}

/** A plan whose only workload has another load. */
export function buildPlanWithLoad(load: PlanLoad, overrides: Partial<Plan> = {}): Plan {
  return buildPlan({ workloads: [buildWorkload({ load })], ...overrides });
}

export function openLoad(perSecond: number, arrivals: 'uniform' | 'poisson' = 'uniform'): PlanLoad {
  return { model: 'open', shape: 'constant', arrivals, points: [{ atMs: 0, perSecond }] };
}

export function buildClients(overrides: Partial<PlanClients> = {}): PlanClients {
  return {
    count: 10,
    concurrency: 8,
    queueLimit: 100,
    primary,
    standby: [standby],
    retry: { kind: 'standard', maxAttempts: 3 },
    breaker: {
      trip: { kind: 'consecutive', failures: 5 },
      openForMs: 2000,
      probes: 2,
      scope: 'region',
      countedOutcomes: ['serverError', 'attemptTimeout'],
    },
    failover: buildFailover(),
    hedge: null,
    limit: { kind: 'fixed' },
    shedding: null,
    ...overrides,
  };
}

export function buildFailover(overrides: Partial<FailoverPolicy> = {}): FailoverPolicy {
  return {
    weights: null,
    operations: null,
    deadlineShare: null,
    healthProbe: null,
    operator: null,
    failback: { kind: 'probe', stableMs: 0, rampMs: 0 },
    standbyProtection: null,
    ...overrides,
  };
}

export function buildOperation(
  overrides: Partial<PlanOperation> & Pick<PlanOperation, 'name' | 'share'>,
): PlanOperation {
  return {
    priority: 'normal',
    deadlineMs: 2000,
    attemptTimeoutMs: 1000,
    retry: null,
    keys: { kind: 'zipf' },
    size: overrides.name === 'PutObject' ? { kind: 'range', minBytes: 4096, maxBytes: 4096 } : null,
    partBytes: null,
    rangeBytes: null,
    condition: null,
    pages: null,
    batch: null,
    followedBy: null,
    ...overrides,
  };
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

const units = {
  successRate: 'ratio',
  trafficShare: 'ratio',
  shedShare: 'ratio',
  retryAmplification: 'factor',
  retrySynchronisation: 'factor',
  breakerOpenings: 'count',
} as const;

export function buildObjective(overrides: Partial<Objective> & Pick<Objective, 'measure' | 'value'>): Objective {
  const { measure } = overrides;
  return {
    id: `${measure}(${overrides.phase ?? ''})`,
    phase: null,
    operation: null,
    region: null,
    priority: null,
    workload: null,
    quantile: null,
    comparator: measure === 'successRate' ? 'atLeast' : 'atMost',
    unit: measure in units ? units[measure as keyof typeof units] : 'ms',
    ...overrides,
  };
}
