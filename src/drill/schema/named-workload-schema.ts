import { z } from 'zod';
import { priorities } from '../../shared/operations.ts';
import { createClientsSchema } from './clients-schema.ts';
import { loadSchema } from './load-schema.ts';
import type { RegionReference } from './regions-schema.ts';
import { workloadSchema } from './workload-schema.ts';

export function createNamedWorkloadSchema(region: RegionReference, regionNames: readonly string[]) {
  return z.strictObject({
    workload: workloadSchema,
    clients: createClientsSchema(region, regionNames).optional().describe("Default: the drill's."),
    load: loadSchema.optional().describe("Default: the drill's."),
    priority: z.enum(priorities).default('normal').describe("Default 'normal'."),
  });
}
