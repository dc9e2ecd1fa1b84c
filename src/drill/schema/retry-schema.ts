import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { addProblem } from '../problem.ts';
import { orOff } from './or-off.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';

const attempts = z.int().min(1).max(100);
const sdkAttempts = attempts.default(3).describe('Requests of one operation, the first included. Default 3.');

const quotaSchema = z
  .strictObject({
    // What the SDK's own quota starts with, costs and gives back (@smithy/core, util-retry/constants.js).
    capacity: z.number().positive().default(500).describe('Default 500.'),
    retryCost: z.number().positive().default(5).describe('Default 5.'),
    successRefund: z.number().nonnegative().default(1).describe('Default 1.'),
  })
  .superRefine(({ capacity, retryCost }, context) => {
    if (retryCost <= capacity) return;
    addProblem(context, {
      path: ['retryCost'],
      message: `is ${retryCost}, more than a full quota of ${capacity} can pay`,
    });
  });

const backoff = {
  maxAttempts: z
    .union([z.literal('unbounded').transform(() => null), attempts], {
      error: "Expected a whole number from 1 to 100, or 'unbounded'",
    })
    .default(3)
    .describe("Default 3; 'unbounded': until the deadline."),
  quota: orOff(quotaSchema).default(null).describe('Default false.'),
};
const retryAfter = z.boolean().describe('Whether a retry-after header lengthens the wait. Default true.');

const exponentialSchema = z
  .strictObject({
    kind: z.literal('exponential'),
    ...backoff,
    retryAfter: retryAfter.default(true),
    base: durationSchema.prefault('50ms').describe("Default '50ms'."),
    factor: z.number().min(1).max(100).default(2).describe('Default 2.'),
    cap: durationSchema.prefault('20s').describe("Default '20s'."),
    jitter: z.enum(['none', 'full', 'equal', 'decorrelated']).default('none').describe("Default 'none'."),
  })
  .superRefine(({ base, cap }, context) => {
    if (base <= cap) return;
    addProblem(context, { path: ['base'], message: `is ${base} ms, longer than the cap of ${cap} ms` });
  });

export const retrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('standard'), maxAttempts: sdkAttempts }),
  z.strictObject({ kind: z.literal('adaptive'), maxAttempts: sdkAttempts }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('immediate'), ...backoff, retryAfter: retryAfter.default(false) }),
  z.strictObject({
    kind: z.literal('fixed'),
    ...backoff,
    retryAfter: retryAfter.default(true),
    delay: positiveDurationSchema.prefault('100ms').describe("Default '100ms'."),
  }),
  exponentialSchema,
]);

/** A checked retry policy; times are in milliseconds, `maxAttempts: null` is unbounded. */
export type CheckedRetry = z.output<typeof retrySchema>;
