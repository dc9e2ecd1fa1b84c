import { z } from 'zod';
import { createClientsSchema } from './schema/clients-schema.ts';
import { createFaultSchema } from './schema/fault-schema.ts';
import { loadSchema } from './schema/load-schema.ts';
import { createNamedWorkloadSchema } from './schema/named-workload-schema.ts';
import { createObjectiveSchema } from './schema/objective-schema.ts';
import { objectsSchema } from './schema/objects-schema.ts';
import { phasesSchema } from './schema/phases-schema.ts';
import { positiveDurationSchema } from './schema/positive-duration-schema.ts';
import { positiveRatioSchema } from './schema/ratio-schema.ts';
import { createRegionReference, createRegionsSchema } from './schema/regions-schema.ts';
import { workloadSchema } from './schema/workload-schema.ts';

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

/** Names that other parts of a drill refer to, as written, in their order. */
export interface DrillNames {
  regions: readonly string[];
  /** Empty where the drill has but one workload. */
  workloads: readonly string[];
  variants: readonly string[];
}

/**
 * What each key of a drill must hold, and its default. Times come out in milliseconds, sizes in bytes, rates per second.
 * @param names the drill's own, so that each place which uses one can be checked where it stands
 */
export function createDrillShape(names: DrillNames) {
  const region = createRegionReference(names.regions);
  const clients = createClientsSchema(region, names.regions);
  const values = {
    name: drillNameSchema.optional().describe("Default: the file's name."),
    hypothesis: z.string().min(1).max(1000).optional().describe('Default: none.'),
    regions: createRegionsSchema(region),
    clients: clients.prefault({}),
    workload: workloadSchema.optional().describe('Required, unless there are workloads.'),
    objects: objectsSchema,
    load: loadSchema.optional(),
    phases: phasesSchema,
    availabilityTarget: positiveRatioSchema.default(0.99).describe('Default 0.99.'),
    stableWindow: positiveDurationSchema.prefault('10s').describe("Default '10s'."),
    seed: seedSchema.optional().describe('Default: derived from the hash of the drill.'),
  };
  /** Schemas of one entry each: a wrong entry must not hide the others. Default: no entries. */
  const maps = { workloads: createNamedWorkloadSchema(region, names.regions), variants: clients };
  const lists = { faults: createFaultSchema(region), objectives: createObjectiveSchema(names) };
  return { values, maps, lists };
}

type DrillShape = ReturnType<typeof createDrillShape>;

/** A checked drill; what each of its clients does is put together by clients/complete-clients.ts. */
export type Drill = { [Key in keyof DrillShape['values']]: z.output<DrillShape['values'][Key]> } & {
  [Key in keyof DrillShape['maps']]: Record<string, z.output<DrillShape['maps'][Key]>>;
} & { [Key in keyof DrillShape['lists']]: z.output<DrillShape['lists'][Key]>[] };
