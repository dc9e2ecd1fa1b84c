import { z } from 'zod';
import type { OperationName } from '../../shared/operations.ts';
import { sizeSchema } from '../parse-size.ts';
import { addProblem } from '../problem.ts';

const share = z.number().positive().max(1).describe('Share of all operations; shares sum to 1.');
const keys = z
  .enum(['uniform', 'zipf'])
  .default('uniform')
  .describe("How it chooses among the seeded objects. Default 'uniform'.");

const oneSizeSchema = sizeSchema.transform((size): SizeRange => [size, size]);
const twoSizesSchema = z.tuple([sizeSchema, sizeSchema]).superRefine(([smallest, largest], context) => {
  if (smallest > largest) addProblem(context, { message: 'the first size must not be larger than the second' });
});

type SizeRange = [minBytes: number, maxBytes: number];

/** One size, or `[smallest, largest]` → both ends, in bytes. */
const sizeRangeSchema = z.unknown().transform((size, context): SizeRange => {
  const parsed = (Array.isArray(size) ? twoSizesSchema : oneSizeSchema).safeParse(size, { reportInput: true });
  if (parsed.success) return parsed.data;
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]));
  return z.NEVER;
});

const operationSchemas = {
  GetObject: z
    .strictObject({ share, keys, size: sizeSchema.optional().describe('The same as objects.size.') })
    .optional(),
  HeadObject: z.strictObject({ share, keys }).optional(),
  PutObject: z.strictObject({ share, size: sizeRangeSchema.prefault('4KiB').describe("Default '4KiB'.") }).optional(),
  DeleteObject: z.strictObject({ share }).optional(),
  ListObjectsV2: z.strictObject({ share }).optional(),
} satisfies Record<OperationName, z.ZodType>;

export const workloadSchema = z.strictObject(operationSchemas).describe('What the clients send.');

export const objectsSchema = z
  .strictObject({
    count: z.int().min(1).default(200).describe('Objects written before the run. Default 200.'),
    size: sizeSchema.optional().describe("Default: what workload.GetObject.size says, else '4KiB'."),
  })
  .prefault({});
