import { z } from 'zod';
import { type OperationName, priorities } from '../../shared/operations.ts';
import { sizeSchema } from '../parse-size.ts';
import { addProblem } from '../problem.ts';
import { hotPrefixSchema, keysSchema } from './keys-schema.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import { retrySchema } from './retry-schema.ts';
import { sizesSchema } from './size-schema.ts';

/** Smallest part but the last (Amazon S3 User Guide, "Amazon S3 multipart upload limits"). */
const smallestPartBytes = 5 * 1024 * 1024;

const common = {
  share: z.number().positive().max(1).describe('Share of all operations; shares sum to 1.'),
  priority: z.enum(priorities).optional().describe("Default: the workload's, else 'normal'."),
  deadline: positiveDurationSchema.optional().describe("Default: the clients'."),
  attemptTimeout: positiveDurationSchema.optional().describe("Default: the clients'."),
  retry: retrySchema.optional().describe("Default: the clients'."),
};
const followedBy = z.enum(['GetObject']).optional().describe('What follows when it has succeeded. Default: nothing.');
const writtenKeys = hotPrefixSchema.optional().describe('Default: all prefixes alike.');
/** As many as S3 takes in one request, and lists on one page. */
const batch = z.int().min(1).max(1000);

const partSizeSchema = sizeSchema.superRefine((bytes, context) => {
  if (bytes >= smallestPartBytes) return;
  addProblem(context, {
    message: `S3 takes no part below 5 MiB but the last; this is ${bytes} bytes`,
    suggestion: '5MiB',
  });
});

const rangeSchema = sizeSchema.refine((bytes) => bytes > 0, { error: 'must be more than 0' });

const operationSchemas = {
  GetObject: z
    .strictObject({
      ...common,
      keys: keysSchema,
      size: sizesSchema.optional().describe('The same as objects.size.'),
      range: rangeSchema.optional().describe('Default: the whole object.'),
      condition: z.enum(['if-none-match']).optional().describe('Default: none.'),
    })
    .superRefine(({ range, condition }, context) => {
      if (range === undefined || condition === undefined) return;
      addProblem(context, { path: ['condition'], message: 'excludes range; keep one of them' });
    }),
  HeadObject: z.strictObject({ ...common, keys: keysSchema }),
  PutObject: z.strictObject({
    ...common,
    size: sizesSchema.prefault('4KiB').describe("Default '4KiB'."),
    keys: writtenKeys,
    condition: z.enum(['if-none-match', 'if-match']).optional().describe('Default: none.'),
    followedBy,
  }),
  DeleteObject: z.strictObject(common),
  ListObjectsV2: z.strictObject({
    ...common,
    pages: z.int().min(1).default(1).describe('At most. Default 1.'),
    batch: batch.default(100).describe('Keys on a page. Default 100.'),
    followedBy,
  }),
  CopyObject: z.strictObject({ ...common, keys: keysSchema }),
  DeleteObjects: z.strictObject({ ...common, batch: batch.default(10).describe('Keys in one request. Default 10.') }),
  MultipartUpload: z.strictObject({
    ...common,
    size: sizesSchema.prefault('16MiB').describe("Of the whole object. Default '16MiB'."),
    parts: partSizeSchema.prefault('5MiB').describe("Of each part but the last. Default '5MiB'."),
    keys: writtenKeys,
  }),
  PutObjectTagging: z.strictObject({ ...common, keys: keysSchema }),
  GetObjectTagging: z.strictObject({ ...common, keys: keysSchema }),
} satisfies Record<OperationName, z.ZodType>;

const optionalOperations = Object.fromEntries(
  Object.entries(operationSchemas).map(([name, schema]) => [name, schema.optional()]),
) as { [Name in OperationName]: z.ZodOptional<(typeof operationSchemas)[Name]> };

export const workloadSchema = z.strictObject(optionalOperations).describe('What the clients send.');

/** Checked operations by name; times are in milliseconds, sizes in bytes. */
export type CheckedOperations = z.output<typeof workloadSchema>;
export type CheckedOperation<Name extends OperationName = OperationName> = NonNullable<CheckedOperations[Name]>;
