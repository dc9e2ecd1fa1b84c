import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { describeChoice } from '../describe-issues.ts';
import { addProblem } from '../problem.ts';

/** Region names stand in credential scopes, URLs and file names. */
const regionNameSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a region is named by small letters, digits and single dashes, as in us-east-1')
  .max(63);

export type RegionReference = z.ZodType<string>;

/** A place where the drill must name one of its own regions. */
export function createRegionReference(regionNames: readonly string[]): RegionReference {
  // Without a readable list of regions that list is the problem, not every mention of a region.
  return regionNames.length === 0 ? z.string() : z.enum(regionNames);
}

/** Values by region, for some of the drill's regions. */
export function createRegionRecord<Value extends z.ZodType>(regionNames: readonly string[], value: Value) {
  return z.record(z.string(), value).superRefine((values, context) => {
    if (regionNames.length === 0) return;
    for (const name of Object.keys(values)) {
      if (!regionNames.includes(name)) addProblem(context, { path: [name], ...describeChoice(name, regionNames) });
    }
  });
}

/** @returns names as written, in their order; none when `regions` can't be read */
export function listRegionNames(regions: unknown): string[] {
  return typeof regions === 'object' && regions !== null && !Array.isArray(regions) ? Object.keys(regions) : [];
}

export function createRegionsSchema(region: RegionReference) {
  const embedded = z.strictObject({
    upstream: z.literal('embedded').describe('Written by embedded().'),
    replicatesFrom: region.optional().describe('Region whose writes arrive here too. Default: none.'),
    lag: durationSchema.optional().describe("How much later they arrive. Default '500ms'."),
  });
  return z
    .record(regionNameSchema, embedded)
    .superRefine((regions, context) => {
      if (Object.keys(regions).length === 0) addProblem(context, { message: 'a drill needs at least one region' });
    })
    .describe('The S3 regions by name.');
}
