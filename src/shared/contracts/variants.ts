import { z } from 'zod';
import { verdictStatuses } from './result.ts';

/**
 * `variants.json`: a run of several variants of one drill, in their order. It lies in the run directory, whose folders hold
 * each variant's own run directory, by its name.
 */
export const variantsSchema = z.strictObject({
  schema: z.literal('s3drill/variants@1'),
  drill: z.string(),
  variants: z
    .array(
      z.strictObject({ name: z.string().min(1), directory: z.string(), status: z.enum(verdictStatuses).nullable() }),
    )
    .min(1),
});

export type Variants = z.infer<typeof variantsSchema>;
