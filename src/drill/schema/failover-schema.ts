import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { operationNames } from '../../shared/operations.ts';
import { rateSchema } from '../parse-rate.ts';
import { addProblem } from '../problem.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import { positiveRatioSchema, properRatioSchema, ratioSchema } from './ratio-schema.ts';
import { createRegionRecord } from './regions-schema.ts';
import { sumsToOne } from './sums-to-one.ts';

const healthProbeSchema = z.preprocess(
  (value) => (value === true ? {} : value === false ? null : value),
  z
    .strictObject({
      every: positiveDurationSchema.prefault('1s').describe("Default '1s'."),
      timeout: positiveDurationSchema.prefault('500ms').describe("Default '500ms'."),
      unhealthyAfter: z.int().min(1).default(3).describe('Default 3.'),
      healthyAfter: z.int().min(1).default(3).describe('Default 3.'),
    })
    .superRefine(({ every, timeout }, context) => {
      if (timeout <= every) return;
      addProblem(context, { path: ['timeout'], message: `is ${timeout} ms; the next probe follows after ${every} ms` });
    })
    .nullable(),
);

const operatorSchema = z
  .strictObject({
    away: durationSchema.describe('From the start of the fault phase.'),
    back: durationSchema.optional().describe('From the start of the fault phase. Default: never.'),
  })
  .superRefine(({ away, back }, context) => {
    if (back === undefined || back > away) return;
    addProblem(context, { path: ['back'], message: `is ${back} ms, not after the switch away at ${away} ms` });
  });

const protectionSchema = z
  .strictObject({
    ramp: positiveDurationSchema.optional().describe('Over which time the shifted traffic grows.'),
    from: ratioSchema.optional().describe('Of ramp: the share it starts with. Default 0.1.'),
    cap: rateSchema.optional().describe('Instead: operations that may be shifted, over all clients.'),
  })
  .superRefine(({ ramp, from, cap }, context) => {
    if ((ramp === undefined) === (cap === undefined)) {
      addProblem(context, { message: "needs a ramp or a cap, one of them: { ramp: '5s' } or { cap: '50/s' }" });
    } else if (from !== undefined && ramp === undefined) {
      addProblem(context, { path: ['from'], message: 'means nothing without ramp' });
    }
  });

/** @param regionNames the drill's */
export function createFailoverSchema(regionNames: readonly string[]) {
  return z
    .strictObject({
      kind: z.literal('failover'),
      failback: z.enum(['probe', 'never', 'operator']).default('probe').describe("Default 'probe'."),
      weights: createRegionRecord(regionNames, positiveRatioSchema)
        .superRefine((weights, context) => {
          const { holds, sum } = sumsToOne(Object.values(weights));
          if (!holds) addProblem(context, { message: `the weights must sum to 1, they sum to ${sum}` });
        })
        .optional()
        .describe('Shares of the regions in active/active. Default: all to the primary.'),
      operations: z.array(z.enum(operationNames)).min(1).optional().describe('Default: all.'),
      readsOnly: z.boolean().default(false).describe('Default false.'),
      deadlineShare: properRatioSchema.optional().describe('Default: never for that.'),
      healthProbe: healthProbeSchema.default(null).describe('Default: none; true for its defaults.'),
      operator: operatorSchema.optional().describe('Default: none.'),
      stableFor: durationSchema.default(0).describe('Default 0.'),
      ramp: durationSchema.default(0).describe('Default 0.'),
      protectStandby: protectionSchema.optional().describe('Default: none.'),
    })
    .superRefine(({ failback, operations, readsOnly, operator, stableFor, ramp }, context) => {
      if (readsOnly && operations !== undefined) {
        addProblem(context, { path: ['readsOnly'], message: 'excludes operations; keep one of them' });
      }
      if (failback === 'operator' && operator?.back === undefined) {
        const message = "the operator never switches back; give operator.back a time, or say failback: 'never'";
        addProblem(context, { path: ['failback'], message });
      }
      if (failback !== 'never') return;
      if (operator?.back !== undefined) {
        addProblem(context, { path: ['operator', 'back'], message: "contradicts failback: 'never'" });
      }
      for (const [key, time] of Object.entries({ stableFor, ramp })) {
        if (time > 0) addProblem(context, { path: [key], message: "means nothing with failback: 'never'" });
      }
    });
}

export type CheckedFailover = z.output<ReturnType<typeof createFailoverSchema>>;
