import { z } from 'zod';
import { operationNames, priorities } from '../operations.ts';
import { planClientsSchema, retryPolicySchema } from './policies.ts';

/** What the clients of the plan send, and when. */

const milliseconds = z.number().nonnegative();

/** Sizes to draw from, in bytes. */
export const sizePlanSchema = z.discriminatedUnion('kind', [
  /** Uniform between the two, inclusive. */
  z.strictObject({ kind: z.literal('range'), minBytes: z.int().min(0), maxBytes: z.int().min(0) }),
  /** exp(N(ln median, sigma)), cut off at maxBytes. */
  z.strictObject({
    kind: z.literal('lognormal'),
    medianBytes: z.int().min(1),
    sigma: z.number().positive(),
    maxBytes: z.int().min(1),
  }),
  /** Weights sum to 1. */
  z.strictObject({
    kind: z.literal('weighted'),
    entries: z.array(z.strictObject({ bytes: z.int().min(0), weight: z.number().gt(0).max(1) })).min(1),
  }),
]);

export const keyPlanSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniform') }),
  z.strictObject({ kind: z.literal('zipf') }),
  /** One after the other, each client from a place of its own. */
  z.strictObject({ kind: z.literal('sequential') }),
  /** This share of the choices falls under the first prefix. */
  z.strictObject({ kind: z.literal('hotPrefix'), hotShare: z.number().gt(0).max(1) }),
]);

/** Fields that mean nothing for an operation are null. */
export const planOperationSchema = z.strictObject({
  name: z.enum(operationNames),
  /** Share of all arrivals of its workload; shares sum to 1. */
  share: z.number().positive().max(1),
  priority: z.enum(priorities),
  /** Bound of an operation, queueing, retries and backoff included, from its scheduled time. */
  deadlineMs: z.number().positive(),
  attemptTimeoutMs: z.number().positive(),
  /** null: the client's own, whose quota it then shares. */
  retry: retryPolicySchema.nullable(),
  /** Which seeded object it meets, or under which prefix it writes. */
  keys: keyPlanSchema,
  /** What PutObject and MultipartUpload write. */
  size: sizePlanSchema.nullable(),
  /** MultipartUpload: size of all parts but the last. */
  partBytes: z.int().min(1).nullable(),
  /** GetObject: reads so many bytes from a random place; null: the whole object. */
  rangeBytes: z.int().min(1).nullable(),
  /**
   * PutObject: `ifNoneMatch` creates and never replaces; `ifMatch` replaces what the client itself wrote last.
   * GetObject: `ifNoneMatch` revalidates what it knows, and 304 is a success.
   */
  condition: z.enum(['ifNoneMatch', 'ifMatch']).nullable(),
  /** ListObjectsV2: pages at most, and keys on each. DeleteObjects: keys in one request. */
  pages: z.int().min(1).nullable(),
  batch: z.int().min(1).max(1000).nullable(),
  /** What follows when it has succeeded, as an operation of its own: PutObject reads back, ListObjectsV2 gets one of its keys. */
  followedBy: z.enum(['GetObject']).nullable(),
});

export const planLoadSchema = z.discriminatedUnion('model', [
  /** Operations arrive whether or not earlier ones have ended. */
  z.strictObject({
    model: z.literal('open'),
    shape: z.enum(['constant', 'ramp', 'steps', 'spike', 'daily', 'csv']),
    arrivals: z.enum(['poisson', 'uniform']),
    /** Arrival rate of all clients together, linear between the points, constant before the first and after the last; ascending. */
    points: z.array(z.strictObject({ atMs: milliseconds, perSecond: z.number().nonnegative() })).min(1),
  }),
  /** As many operations as the clients' concurrency, each followed by the next. */
  z.strictObject({ model: z.literal('closed'), thinkMs: milliseconds }),
]);

export const planWorkloadSchema = z.strictObject({
  /** `default` where the drill has only one. */
  name: z.string().min(1),
  clients: planClientsSchema,
  operations: z.array(planOperationSchema).min(1),
  load: planLoadSchema,
});

export type PlanWorkload = z.infer<typeof planWorkloadSchema>;
export type PlanOperation = z.infer<typeof planOperationSchema>;
export type PlanLoad = z.infer<typeof planLoadSchema>;
export type OpenLoad = Extract<PlanLoad, { model: 'open' }>;
export type SizePlan = z.infer<typeof sizePlanSchema>;
export type KeyPlan = z.infer<typeof keyPlanSchema>;
