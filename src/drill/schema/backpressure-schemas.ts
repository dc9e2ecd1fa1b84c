import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { addProblem } from '../problem.ts';
import { properRatioSchema, ratioSchema } from './ratio-schema.ts';

const minimum = z.int().min(1).default(1).describe('Operations in flight per client, at least. Default 1.');

export const limitSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('aimd'),
    minimum,
    backoff: properRatioSchema.default(0.7).describe('Default 0.7.'),
  }),
  z.strictObject({
    kind: z.literal('gradient'),
    minimum,
    tolerance: z.number().min(1).default(1.5).describe('Default 1.5.'),
  }),
]);

export const sheddingSchema = z
  .strictObject({
    kind: z.literal('shedding'),
    normal: ratioSchema.default(0.5).describe('Share of normal operations let in meanwhile. Default 0.5.'),
    deferrable: ratioSchema.default(0).describe('The same of deferrable ones. Default 0.'),
    returnAfter: durationSchema.prefault('2s').describe("How long deferrable ones stay away afterwards. Default '2s'."),
  })
  .superRefine(({ normal, deferrable }, context) => {
    if (deferrable <= normal) return;
    addProblem(context, {
      path: ['deferrable'],
      message: `lets in ${deferrable} of the deferrable operations, but only ${normal} of the normal ones`,
    });
  });
