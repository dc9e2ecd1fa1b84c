import { z } from 'zod';
import { sizesSchema } from './size-schema.ts';

export const objectsSchema = z
  .strictObject({
    count: z.int().min(1).default(200).describe('Objects written before the run. Default 200.'),
    size: sizesSchema.optional().describe("Default: what GetObject.size says, else '4KiB'."),
    prefixes: z.int().min(1).max(100).default(1).describe('Prefixes over which keys are spread. Default 1.'),
  })
  .prefault({});
