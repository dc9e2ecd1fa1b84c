import { z } from 'zod';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import type { RegionReference } from './regions-schema.ts';

const maxAttempts = z.int().min(1).max(100);

const retrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('standard'),
    maxAttempts: maxAttempts.default(3).describe('Requests of one operation, the first included. Default 3.'),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);

const breakerSchema = z.strictObject({
  kind: z.literal('breaker'),
  consecutiveFailures: z.int().min(1).default(5).describe('Failed attempts in a row that open it. Default 5.'),
  openFor: positiveDurationSchema.prefault('5s').describe("Time from opening until the first probe. Default '5s'."),
  probes: z.int().min(1).default(3).describe('Successful probes in a row that close it. Default 3.'),
});

const failoverSchema = z.strictObject({
  kind: z.literal('failover'),
  failback: z
    .enum(['probe', 'never'])
    .default('probe')
    .describe("'probe': back once the primary's breaker has closed; 'never': stay. Default 'probe'."),
});

/** `false` is how a drill says that there is none. */
function orOff<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === false ? null : value), schema.nullable());
}

/** @param regionNames in the order written: the first is the default primary, all others its default standbys */
export function createClientsSchema(region: RegionReference, regionNames: readonly string[]) {
  return z
    .strictObject({
      count: z.int().min(1).default(10).describe('Simulated SDK client processes. Default 10.'),
      concurrency: z.int().min(1).default(8).describe('Operations in flight per client. Default 8.'),
      queue: z.int().min(0).default(100).describe('Operations that may wait per client; beyond it: shed. Default 100.'),
      primary: region.optional().describe('Default: the first region.'),
      standby: z.array(region).optional().describe('In order of preference. Default: all other regions.'),
      deadline: positiveDurationSchema.prefault('2s').describe("Bound of an operation with its retries. Default '2s'."),
      attemptTimeout: positiveDurationSchema.optional().describe('Bound of one request. Default: half the deadline.'),
      retry: retrySchema.prefault({ kind: 'standard' }).describe('Default: standard, 3 attempts.'),
      breaker: orOff(breakerSchema).prefault({ kind: 'breaker' }).describe('Default: 5 failures, 5 s, 3 probes.'),
      failover: orOff(failoverSchema).optional().describe('Default: on where there is a standby and a breaker.'),
    })
    .transform((clients) => {
      const primary = clients.primary ?? regionNames[0] ?? '';
      const standby = clients.standby ?? regionNames.filter((name) => name !== primary);
      const canFailOver = standby.length > 0 && clients.breaker !== null;
      return {
        ...clients,
        primary,
        standby,
        attemptTimeout: clients.attemptTimeout ?? clients.deadline / 2,
        failover:
          clients.failover === undefined && canFailOver
            ? failoverSchema.parse({ kind: 'failover' })
            : (clients.failover ?? null),
      };
    })
    .prefault({});
}
