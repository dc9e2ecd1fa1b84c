import { z } from 'zod';
import { addProblem } from '../problem.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import { positiveRatioSchema, properRatioSchema } from './ratio-schema.ts';

export const hedgeSchema = z
  .strictObject({
    kind: z.literal('hedge'),
    after: positiveDurationSchema.optional().describe('How long a read has no answer before it is asked again.'),
    quantile: properRatioSchema.optional().describe('Instead: a quantile of recent latency; 0.95 is p95.'),
    budget: positiveRatioSchema.default(0.05).describe('Hedges ÷ reads, at most. Default 0.05.'),
  })
  .superRefine(({ after, quantile }, context) => {
    if ((after === undefined) !== (quantile === undefined)) return;
    addProblem(context, {
      message: "needs a time or a quantile, one of them: { after: '50ms' } or { quantile: 0.95 }",
    });
  });
