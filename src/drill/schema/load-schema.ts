import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { rateOrNothingSchema, rateSchema } from '../parse-rate.ts';
import { addProblem } from '../problem.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';

const arrivals = z.enum(['poisson', 'uniform']).default('poisson').describe("Default 'poisson'.");

const rampSchema = z.strictObject({
  kind: z.literal('ramp'),
  from: rateOrNothingSchema,
  to: rateOrNothingSchema,
  over: positiveDurationSchema.optional().describe('Default: the whole run.'),
  arrivals,
});

const stepsSchema = z
  .strictObject({
    kind: z.literal('steps'),
    steps: z
      .array(
        z.strictObject({
          rate: rateOrNothingSchema,
          for: positiveDurationSchema.optional().describe('Default, in the last step: the rest of the run.'),
        }),
      )
      .min(1),
    arrivals,
  })
  .superRefine(({ steps }, context) => {
    steps.slice(0, -1).forEach((step, index) => {
      if (step.for !== undefined) return;
      addProblem(context, { path: ['steps', index, 'for'], message: 'is missing; only the last step can do without' });
    });
  });

const spikeSchema = z
  .strictObject({
    kind: z.literal('spike'),
    base: rateOrNothingSchema,
    peak: rateSchema,
    at: durationSchema.describe('From the start of the run.'),
    for: positiveDurationSchema,
    arrivals,
  })
  .superRefine(({ base, peak }, context) => {
    if (peak > base) return;
    addProblem(context, { path: ['peak'], message: `is ${peak}/s, no more than the base of ${base}/s` });
  });

const dailySchema = z
  .strictObject({
    kind: z.literal('daily'),
    low: rateOrNothingSchema,
    high: rateSchema,
    period: positiveDurationSchema.optional().describe('Default: the whole run.'),
    peakAt: durationSchema.optional().describe('Default: half the period.'),
    arrivals,
  })
  .superRefine(({ low, high }, context) => {
    if (high > low) return;
    addProblem(context, { path: ['high'], message: `is ${high}/s, no more than the low of ${low}/s` });
  });

/** Most points of a curve: each stands in the script. */
export const mostLoadPoints = 10_000;

const csvSchema = z.strictObject({
  kind: z.literal('csv'),
  file: z.string().min(1).describe("Relative to the drill's own."),
  points: z
    .array(z.strictObject({ atMs: z.number().nonnegative(), perSecond: z.number().nonnegative() }))
    .min(1)
    .max(mostLoadPoints)
    .describe('What the file holds, put here while the drill is loaded.'),
  arrivals,
});

export const loadSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), rate: rateSchema.describe('Over all clients.'), arrivals }),
    rampSchema,
    stepsSchema,
    spikeSchema,
    dailySchema,
    csvSchema,
    z.strictObject({ kind: z.literal('concurrency'), think: durationSchema.default(0).describe('Default 0.') }),
  ])
  .describe("Default: constant, '100/s'.");

/** A checked load; times are in milliseconds from the start of the run, rates per second. */
export type CheckedLoad = z.output<typeof loadSchema>;
