import { z } from 'zod';
import { operationNames, phaseNames, priorities, requestNames } from '../operations.ts';
import { planWorkloadSchema, sizePlanSchema } from './workload.ts';

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

export const planPhaseSchema = z.strictObject({
  name: z.enum(phaseNames),
  kind: z.enum(phaseNames),
  fromMs: milliseconds,
  toMs: milliseconds,
});

/** Which requests a fault meets. Absent selector: all. */
export const faultSelectorsSchema = z.strictObject({
  operations: z.array(z.enum(requestNames)).min(1).optional(),
  prefix: z.string().optional(),
  probability: z.number().gt(0).max(1).optional(),
  /** Only so many of the matching requests, the first ones. */
  first: z.int().min(1).optional(),
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
  'retrySynchronisation',
  'breakerOpenings',
  'trafficShare',
  'shedShare',
] as const;

export const objectiveUnits = ['ratio', 'ms', 'factor', 'count'] as const;

export const objectiveSchema = z.strictObject({
  /** Unique and readable: `successRate(fault) ≥ 99 %`. */
  id: name,
  measure: z.enum(measureNames),
  phase: z.enum(phaseNames).nullable(),
  operation: z.enum(operationNames).nullable(),
  /** Region that served; of `breakerOpenings`, the region distrusted. */
  region: name.nullable(),
  priority: z.enum(priorities).nullable(),
  workload: name.nullable(),
  /** For `latency` only, between 0 and 1. */
  quantile: z.number().gt(0).lt(1).nullable(),
  comparator: z.enum(['atLeast', 'atMost', 'equals']),
  value: z.number(),
  unit: z.enum(objectiveUnits),
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
    /** Which of the drill's variants this is; null where it has none. */
    variant: name.nullable(),
  }),
  seed: z.int().nonnegative(),
  regions: z.array(planRegionSchema).min(1),
  /** Each with its own clients and load; client numbers run on from one to the next. */
  workloads: z.array(planWorkloadSchema).min(1),
  /** Written before the run, which reads choose from. */
  objects: z.strictObject({
    count: z.int().min(1),
    size: sizePlanSchema,
    /** Prefixes over which seeded and written keys are spread. */
    prefixes: z.int().min(1),
  }),
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
export type PlanPhase = z.infer<typeof planPhaseSchema>;
export type PlannedFault = z.infer<typeof plannedFaultSchema>;
export type FaultSelectors = z.infer<typeof faultSelectorsSchema>;
export type ObjectiveUnit = (typeof objectiveUnits)[number];
export type Objective = z.infer<typeof objectiveSchema>;
export type MeasureName = (typeof measureNames)[number];
