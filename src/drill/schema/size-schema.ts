import { z } from 'zod';
import type { SizePlan } from '../../shared/contracts/workload.ts';
import { sizeSchema } from '../parse-size.ts';
import { addProblem } from '../problem.ts';

/** Of the standard normal distribution: how many standard deviations above the median the 99th percentile lies. */
const p99Deviations = 2.3263478740408408;
/** Where a lognormal distribution is cut off unless told otherwise, as a multiple of its p99. */
const defaultCutOff = 10;

const oneSizeSchema = sizeSchema.transform((bytes): SizePlan => ({ kind: 'range', minBytes: bytes, maxBytes: bytes }));

const twoSizesSchema = z
  .tuple([sizeSchema, sizeSchema])
  .superRefine(([smallest, largest], context) => {
    if (smallest > largest) addProblem(context, { message: 'the first size must not be larger than the second' });
  })
  .transform(([minBytes, maxBytes]): SizePlan => ({ kind: 'range', minBytes, maxBytes }));

const lognormalSchema = z
  .strictObject({ kind: z.literal('lognormal'), median: sizeSchema, p99: sizeSchema, max: sizeSchema.optional() })
  .superRefine(({ median, p99, max }, context) => {
    if (median === 0) addProblem(context, { path: ['median'], message: 'must be more than 0' });
    else if (p99 <= median) addProblem(context, { path: ['p99'], message: 'must be larger than the median' });
    if (max !== undefined && max < p99) addProblem(context, { path: ['max'], message: 'must not be smaller than p99' });
  })
  .transform(
    ({ median, p99, max }): SizePlan => ({
      kind: 'lognormal',
      medianBytes: median,
      sigma: Math.log(p99 / median) / p99Deviations,
      maxBytes: max ?? p99 * defaultCutOff,
    }),
  );

const weightSchema = z.number().positive();

const weightedSchema = z
  .strictObject({ kind: z.literal('weighted'), entries: z.array(z.tuple([sizeSchema, weightSchema])).min(1) })
  .transform(({ entries }): SizePlan => {
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    return { kind: 'weighted', entries: entries.map(([bytes, weight]) => ({ bytes, weight: weight / total })) };
  });

const distributionSchema = z.discriminatedUnion('kind', [lognormalSchema, weightedSchema]);

/** One size, `[smallest, largest]`, or a distribution of `sizes` → how to draw one, in bytes. */
export const sizesSchema = z.unknown().transform((size, context): SizePlan => {
  const schema = Array.isArray(size) ? twoSizesSchema : isObject(size) ? distributionSchema : oneSizeSchema;
  const parsed = schema.safeParse(size, { reportInput: true });
  if (parsed.success) return parsed.data;
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]));
  return z.NEVER;
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
