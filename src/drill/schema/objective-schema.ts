import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { operationNames, phaseNames } from '../../shared/operations.ts';
import { ratioSchema } from './ratio-schema.ts';
import type { RegionReference } from './regions-schema.ts';

const quantileSchema = ratioSchema.refine((quantile) => quantile !== 0 && quantile !== 1, {
  error: 'must lie between 0 and 1, without these two; 0.99 is p99',
});

const phase = z.enum(phaseNames);
const atLeast = z.literal('atLeast');
const atMost = z.literal('atMost');

function createTimeSchema<const Measure extends string>(measure: Measure) {
  return z.strictObject({ measure: z.literal(measure), comparator: atMost, value: durationSchema });
}

export function createObjectiveSchema(region: RegionReference) {
  const scope = {
    phase,
    operation: z.enum(operationNames).optional().describe('Default: all operations.'),
    region: region.optional().describe('The region that served. Default: all regions.'),
  };
  return z.discriminatedUnion('measure', [
    z.strictObject({ measure: z.literal('successRate'), ...scope, comparator: atLeast, value: ratioSchema }),
    z.strictObject({
      measure: z.literal('latency'),
      ...scope,
      quantile: quantileSchema,
      comparator: atMost,
      value: durationSchema,
    }),
    createTimeSchema('detectionTime'),
    createTimeSchema('failoverTime'),
    createTimeSchema('recoveryTime'),
    createTimeSchema('failbackTime'),
    z.strictObject({ measure: z.literal('retryAmplification'), phase, comparator: atMost, value: z.number().min(1) }),
  ]);
}

/** A checked objective; times are in milliseconds. */
export type CheckedObjective = z.output<ReturnType<typeof createObjectiveSchema>>;
