import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { operationNames, phaseNames, priorities } from '../../shared/operations.ts';
import { properRatioSchema, ratioSchema } from './ratio-schema.ts';
import { createRegionReference } from './regions-schema.ts';

const quantileSchema = properRatioSchema.describe('0.99 is p99.');

const phase = z.enum(phaseNames);
const atLeast = z.literal('atLeast');
const atMost = z.literal('atMost');
const either = z.enum(['atLeast', 'atMost']);

/** A place where an objective may name a workload or variant. @param none what to say to who names one where there is none */
function createNameReference(names: readonly string[], none: string): z.ZodType<string | undefined> {
  if (names.length > 0) return z.enum(names).optional();
  return z.custom<string>(() => false, { error: none }).optional();
}

/** @param names the drill's own */
export function createObjectiveSchema(names: {
  regions: readonly string[];
  workloads: readonly string[];
  variants: readonly string[];
}) {
  const region = createRegionReference(names.regions);
  const judged = {
    variant: createNameReference(names.variants, 'this drill has no variants').describe('Default: judged in each.'),
  };
  const workload = createNameReference(
    names.workloads,
    'this drill has one workload only, which needs no name',
  ).describe('Default: all workloads.');
  const shedScope = {
    ...judged,
    phase,
    priority: z.enum(priorities).optional().describe('Default: all priorities.'),
    workload,
  };
  const scope = {
    ...shedScope,
    operation: z.enum(operationNames).optional().describe('Default: all operations.'),
    region: region.optional().describe('The region that served. Default: all regions.'),
  };
  const createTime = <const Measure extends string>(measure: Measure) =>
    z.strictObject({ measure: z.literal(measure), ...judged, comparator: atMost, value: durationSchema });
  return z.discriminatedUnion('measure', [
    z.strictObject({ measure: z.literal('successRate'), ...scope, comparator: atLeast, value: ratioSchema }),
    z.strictObject({
      measure: z.literal('latency'),
      ...scope,
      quantile: quantileSchema,
      comparator: atMost,
      value: durationSchema,
    }),
    createTime('detectionTime'),
    createTime('failoverTime'),
    createTime('recoveryTime'),
    createTime('failbackTime'),
    z.strictObject({
      measure: z.literal('retryAmplification'),
      ...judged,
      phase,
      comparator: atMost,
      value: z.number().min(1),
    }),
    z.strictObject({
      measure: z.literal('retrySynchronisation'),
      ...judged,
      comparator: either,
      value: z.number().min(1),
    }),
    z.strictObject({
      measure: z.literal('breakerOpenings'),
      ...judged,
      phase,
      region: region.optional().describe('The region distrusted. Default: all regions.'),
      comparator: z.enum(['atLeast', 'atMost', 'equals']),
      value: z.int().min(0),
    }),
    z.strictObject({
      measure: z.literal('trafficShare'),
      ...judged,
      phase,
      region: region.describe('The region that served.'),
      workload,
      comparator: either,
      value: ratioSchema,
    }),
    z.strictObject({ measure: z.literal('shedShare'), ...shedScope, comparator: either, value: ratioSchema }),
  ]);
}

/** A checked objective; times are in milliseconds. */
export type CheckedObjective = z.output<ReturnType<typeof createObjectiveSchema>>;
