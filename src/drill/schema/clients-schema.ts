import { z } from 'zod';
import { limitSchema, sheddingSchema } from './backpressure-schemas.ts';
import { breakerSchema } from './breaker-schema.ts';
import { createFailoverSchema } from './failover-schema.ts';
import { hedgeSchema } from './hedge-schema.ts';
import { orOff } from './or-off.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import type { RegionReference } from './regions-schema.ts';
import { retrySchema } from './retry-schema.ts';

/**
 * What was said about clients in one place: the drill, a workload or a variant. Absent keys are for the others to say; the
 * defaults are filled in when all have (clients/complete-clients.ts).
 */
export function createClientsSchema(region: RegionReference, regionNames: readonly string[]) {
  return z.strictObject({
    count: z.int().min(1).optional().describe('Simulated SDK client processes. Default 10.'),
    concurrency: z.int().min(1).optional().describe('Operations in flight per client, at most. Default 8.'),
    queue: z.int().min(0).optional().describe('Operations that may wait per client; beyond it: shed. Default 100.'),
    primary: region.optional().describe('Default: the first region.'),
    standby: z.array(region).optional().describe('In order of preference. Default: all other regions.'),
    deadline: positiveDurationSchema.optional().describe("Bound of an operation with its retries. Default '2s'."),
    attemptTimeout: positiveDurationSchema.optional().describe('Bound of one request. Default: half the deadline.'),
    retry: retrySchema.optional().describe('Default: standard, 3 attempts.'),
    breaker: orOff(breakerSchema).optional().describe('Default: 5 failures in a row, 5 s, 3 probes.'),
    failover: orOff(createFailoverSchema(regionNames))
      .optional()
      .describe('Default: where there is a standby and a breaker.'),
    hedge: orOff(hedgeSchema).optional().describe('Default: none.'),
    limit: orOff(limitSchema).optional().describe('Default: fixed, the concurrency.'),
    shedding: orOff(sheddingSchema).optional().describe('Default: none.'),
  });
}

/** As said in one place; times are in milliseconds, null is off. */
export type WrittenClients = z.output<ReturnType<typeof createClientsSchema>>;
