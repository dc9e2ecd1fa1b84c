import { z } from 'zod';
import { createClientsSchema } from './schema/clients-schema.ts';
import { createFaultSchema } from './schema/fault-schema.ts';
import { loadSchema } from './schema/load-schema.ts';
import { createObjectiveSchema } from './schema/objective-schema.ts';
import { phasesSchema } from './schema/phases-schema.ts';
import { positiveDurationSchema } from './schema/positive-duration-schema.ts';
import { positiveRatioSchema } from './schema/ratio-schema.ts';
import { createRegionReference, createRegionsSchema } from './schema/regions-schema.ts';
import { objectsSchema, workloadSchema } from './schema/workload-schema.ts';

/** A drill's name is the name of a folder. */
export const drillNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'a drill is named by letters, digits, dots, dashes and underscores, starting with a letter or digit',
  )
  .max(64);

/** Largest seed: 32 bits, as the random generator's state. */
export const largestSeed = 2 ** 32 - 1;
export const seedSchema = z.int().min(0).max(largestSeed);

/**
 * What each key of a drill must hold, and its default. Times come out in milliseconds, sizes in bytes, rates per second.
 * @param regionNames the drill's own, so that each place which names a region can be checked where it stands
 */
export function createDrillShape(regionNames: readonly string[]) {
  const region = createRegionReference(regionNames);
  const values = {
    name: drillNameSchema.optional().describe("Default: the file's name."),
    hypothesis: z.string().min(1).max(1000).optional().describe('Default: none.'),
    regions: createRegionsSchema(region),
    clients: createClientsSchema(region, regionNames),
    workload: workloadSchema,
    objects: objectsSchema,
    load: loadSchema,
    phases: phasesSchema,
    availabilityTarget: positiveRatioSchema.default(0.99).describe('Default 0.99.'),
    stableWindow: positiveDurationSchema.prefault('10s').describe("Default '10s'."),
    seed: seedSchema.optional().describe('Default: derived from the hash of the drill.'),
  };
  /** Schemas of one entry each: a wrong entry must not hide the others. Default: no entries. */
  const lists = { faults: createFaultSchema(region), objectives: createObjectiveSchema(region) };
  return { values, lists };
}

type DrillShape = ReturnType<typeof createDrillShape>;

/** A checked drill with its defaults filled in. */
export type Drill = { [Key in keyof DrillShape['values']]: z.output<DrillShape['values'][Key]> } & {
  [Key in keyof DrillShape['lists']]: z.output<DrillShape['lists'][Key]>[];
};
