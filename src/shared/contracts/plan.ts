import { z } from 'zod';
import { operationNames, phaseNames } from '../operations.ts';

/**
 * The plan is a drill with every default filled in and every time and size turned into a number: what the script
 * embeds, what `plan.json` holds, what the reporter reads. Times are milliseconds from the start of the run.
 */

const milliseconds = z.number().nonnegative();
const name = z.string().min(1);

export const planRegionSchema = z.strictObject({
  name,
  upstream: z.literal('embedded'),
  /** Region whose writes arrive here too, asynchronously. */
  replicatesFrom: name.nullable(),
  replicationLagMs: milliseconds,
});

export const retryPolicySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('standard'), maxAttempts: z.int().min(1) }),
  z.strictObject({ kind: z.literal('none') }),
]);

export const breakerPolicySchema = z.strictObject({
  /** Consecutive failed attempts on one region that open its breaker. */
  consecutiveFailures: z.int().min(1),
  /** Time from opening until the first probe. */
  openForMs: milliseconds,
  /** Consecutive successful probes, one at a time, that close it. */
  probes: z.int().min(1),
});

/** `probe`: back to the primary as soon as its breaker has closed; `never`: stay on the standby. */
export const failoverPolicySchema = z.strictObject({ failback: z.enum(['probe', 'never']) });

export const planClientsSchema = z.strictObject({
  /** Simulated SDK client processes; each is one k6 VU. */
  count: z.int().min(1),
  /** Operations in flight per client. */
  concurrency: z.int().min(1),
  /** Operations that may wait per client when all are in flight; beyond it they are shed. */
  queueLimit: z.int().min(0),
  primary: name,
  standby: z.array(name),
  /** Bound of an operation, retries and backoff included, from its scheduled time. */
  deadlineMs: milliseconds,
  attemptTimeoutMs: milliseconds,
  retry: retryPolicySchema,
  breaker: breakerPolicySchema.nullable(),
  failover: failoverPolicySchema.nullable(),
});

export const planOperationSchema = z.strictObject({
  name: z.enum(operationNames),
  /** Share of all operations; shares sum to 1. */
  share: z.number().positive().max(1),
  /** How GetObject and HeadObject choose among the seeded objects. */
  keys: z.enum(['uniform', 'zipf']),
  /** Object size of PutObject: uniform between the two, inclusive. */
  minBytes: z.int().min(0),
  maxBytes: z.int().min(0),
});

export const planLoadSchema = z.strictObject({
  kind: z.literal('constant'),
  /** Arrival rate over all clients. */
  perSecond: z.number().positive(),
  arrivals: z.enum(['poisson', 'uniform']),
});

export const planPhaseSchema = z.strictObject({
  name: z.enum(phaseNames),
  kind: z.enum(phaseNames),
  fromMs: milliseconds,
  toMs: milliseconds,
});

/** Which requests a fault meets. Absent selector: all. */
export const faultSelectorsSchema = z.strictObject({
  operations: z.array(z.enum(operationNames)).min(1).optional(),
  prefix: z.string().optional(),
  probability: z.number().gt(0).max(1).optional(),
});

export const plannedFaultSchema = z.strictObject({
  id: name,
  /** A key of the fault catalogue. */
  kind: name,
  region: name,
  fromMs: milliseconds,
  toMs: milliseconds,
  selectors: faultSelectorsSchema,
  /** As the kind's own schema in the fault catalogue has checked and completed them. */
  parameters: z.record(z.string(), z.json()),
});

export const measureNames = [
  'successRate',
  'latency',
  'detectionTime',
  'failoverTime',
  'recoveryTime',
  'failbackTime',
  'retryAmplification',
] as const;

export const objectiveSchema = z.strictObject({
  /** Unique and readable: `successRate(fault) ≥ 99 %`. */
  id: name,
  measure: z.enum(measureNames),
  phase: z.enum(phaseNames).nullable(),
  operation: z.enum(operationNames).nullable(),
  /** Region that served. */
  region: name.nullable(),
  /** For `latency` only, between 0 and 1. */
  quantile: z.number().gt(0).lt(1).nullable(),
  comparator: z.enum(['atLeast', 'atMost', 'equals']),
  value: z.number(),
  unit: z.enum(['ratio', 'ms', 'factor']),
});

export const planSchema = z.strictObject({
  schema: z.literal('s3drill/plan@1'),
  drill: z.strictObject({
    name,
    hypothesis: z.string().nullable(),
    /** As the user named it; for people, not for machines. */
    file: z.string(),
    /** SHA-256 of everything in the plan that shapes the run, so that only like is compared with like. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  seed: z.int().nonnegative(),
  regions: z.array(planRegionSchema).min(1),
  clients: planClientsSchema,
  workload: z.strictObject({
    operations: z.array(planOperationSchema).min(1),
    /** Objects written before the run, which reads choose from. */
    seededObjects: z.int().min(1),
    seededBytes: z.int().min(0),
  }),
  load: planLoadSchema,
  phases: z.array(planPhaseSchema).length(3),
  faults: z.array(plannedFaultSchema),
  objectives: z.array(objectiveSchema),
  /** Success rate that steady state must hold, and that recovery is measured against, between 0 and 1. */
  availabilityTarget: z.number().gt(0).max(1),
  /** How long success must hold before recovery counts. */
  stableWindowMs: milliseconds,
});

export type Plan = z.infer<typeof planSchema>;
export type PlanRegion = z.infer<typeof planRegionSchema>;
export type PlanClients = z.infer<typeof planClientsSchema>;
export type PlanOperation = z.infer<typeof planOperationSchema>;
export type PlanPhase = z.infer<typeof planPhaseSchema>;
export type PlanLoad = z.infer<typeof planLoadSchema>;
export type PlannedFault = z.infer<typeof plannedFaultSchema>;
export type FaultSelectors = z.infer<typeof faultSelectorsSchema>;
export type RetryPolicy = z.infer<typeof retryPolicySchema>;
export type BreakerPolicy = z.infer<typeof breakerPolicySchema>;
export type FailoverPolicy = z.infer<typeof failoverPolicySchema>;
export type Objective = z.infer<typeof objectiveSchema>;
export type MeasureName = (typeof measureNames)[number];
