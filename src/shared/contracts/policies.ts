import { z } from 'zod';
import { operationNames } from '../operations.ts';
import { attemptOutcomes } from '../outcome.ts';

/**
 * What a client of the plan does when a region fails it. Times are in milliseconds, shares between 0 and 1; a policy that
 * is null is off.
 */

const milliseconds = z.number().nonnegative();
const region = z.string().min(1);

/** Bounds every policy of our own: what it costs, what it gets back. The SDK's own quota is part of its code. */
export const retryQuotaSchema = z.strictObject({
  /** Tokens a client starts with and never exceeds; a retry that can't pay is not made. */
  capacity: z.number().positive(),
  retryCost: z.number().positive(),
  /** Given back by each operation that succeeds. */
  successRefund: z.number().nonnegative(),
});

/** Backoff of our own: the textbook curves and the classic mistakes. Before retry n (from 0): base × factorⁿ, up to the cap. */
export const backoffPolicySchema = z.strictObject({
  kind: z.enum(['immediate', 'fixed', 'exponential']),
  /** Requests of one operation, the first included; null: until the deadline. */
  maxAttempts: z.int().min(1).nullable(),
  baseMs: milliseconds,
  factor: z.number().min(1),
  capMs: milliseconds,
  /** `full`: anywhere up to the curve; `equal`: in its upper half; `decorrelated`: from the base to thrice the last wait. */
  jitter: z.enum(['none', 'full', 'equal', 'decorrelated']),
  quota: retryQuotaSchema.nullable(),
  /** Whether a `retry-after` of the answer lengthens the wait. */
  honoursRetryAfter: z.boolean(),
});

export const retryPolicySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('standard'), maxAttempts: z.int().min(1) }),
  z.strictObject({ kind: z.literal('adaptive'), maxAttempts: z.int().min(1) }),
  z.strictObject({ kind: z.literal('none') }),
  backoffPolicySchema,
]);

export const breakerPolicySchema = z.strictObject({
  /** What opens it: failed attempts in a row, or their share within a sliding window. */
  trip: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('consecutive'), failures: z.int().min(1) }),
    z.strictObject({
      kind: z.literal('rate'),
      failureRate: z.number().gt(0).max(1),
      windowMs: z.number().positive(),
      /** Fewer attempts in the window say nothing. */
      minimumAttempts: z.int().min(1),
    }),
  ]),
  /** Time from opening until the first probe. */
  openForMs: milliseconds,
  /** Consecutive successful probes, one at a time, that close it. */
  probes: z.int().min(1),
  /** One per region, or one per region and operation. */
  scope: z.enum(['region', 'operation']),
  /**
   * Outcomes that speak against the region. Of the others, those in which S3 answered speak for it (a 403 comes from a
   * region that works); the rest say nothing.
   */
  countedOutcomes: z.array(z.enum(attemptOutcomes)).min(1),
});

export const failoverPolicySchema = z.strictObject({
  /** Share of the operations that each region is planned for; null: all go to the primary. */
  weights: z.record(region, z.number().positive().max(1)).nullable(),
  /** Operations that may be served elsewhere than planned; null: all. */
  operations: z.array(z.enum(operationNames)).nullable(),
  /** An operation that has spent this share of its deadline is sent elsewhere; null: never for that. */
  deadlineShare: z.number().gt(0).lt(1).nullable(),
  /** Requests of each client's own that find out who is healthy. */
  healthProbe: z
    .strictObject({
      everyMs: z.number().positive(),
      timeoutMs: z.number().positive(),
      /** Failed probes in a row after which a region counts as unhealthy. */
      unhealthyAfter: z.int().min(1),
      healthyAfter: z.int().min(1),
    })
    .nullable(),
  /** An operator's switch: away from the primary at one time, back at another (null: never). */
  operator: z.strictObject({ awayAtMs: milliseconds, backAtMs: milliseconds.nullable() }).nullable(),
  failback: z.strictObject({
    /** `probe`: once the region is trusted again; `never`: stay; `operator`: by the operator's switch only. */
    kind: z.enum(['probe', 'never', 'operator']),
    /** How long the region must have been trusted again before traffic returns. */
    stableMs: milliseconds,
    /** Over which time the share that returns grows from 0 to 1; 0: at once. */
    rampMs: milliseconds,
  }),
  /** Keeps the standby from being flooded; what it holds back is rejected, critical operations last. */
  standbyProtection: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ramp'), fromShare: z.number().min(0).max(1), overMs: z.number().positive() }),
      /** Attempts per second, retries included, that all clients together may send elsewhere than planned. */
      z.strictObject({ kind: z.literal('cap'), perSecond: z.number().positive() }),
    ])
    .nullable(),
});

export const hedgePolicySchema = z.strictObject({
  /** When a read has no answer: after a fixed time, or after a quantile of the client's recent latency of that operation. */
  after: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('delay'), delayMs: z.number().positive() }),
    z.strictObject({ kind: z.literal('quantile'), quantile: z.number().gt(0).lt(1) }),
  ]),
  /** Hedges ÷ operations that may be hedged, at most. */
  budget: z.number().gt(0).max(1),
});

/** How many operations a client keeps in flight: never more than its concurrency. */
export const limitPolicySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  /** One more per round of successes, times `backoff` when an operation fails for overload. */
  z.strictObject({ kind: z.literal('aimd'), minimum: z.int().min(1), backoff: z.number().gt(0).lt(1) }),
  /** Follows the ratio of long-term to recent latency. */
  z.strictObject({ kind: z.literal('gradient'), minimum: z.int().min(1), tolerance: z.number().min(1) }),
]);

/** What is let in while a breaker is not closed, so that what is left is there for what matters. Critical operations always are. */
export const sheddingPolicySchema = z.strictObject({
  /** Shares of each priority that are admitted meanwhile. */
  normalShare: z.number().min(0).max(1),
  deferrableShare: z.number().min(0).max(1),
  /** How long after the last breaker has closed deferrable operations stay away: first gone, last back. */
  returnAfterMs: milliseconds,
});

export const planClientsSchema = z.strictObject({
  /** Simulated SDK client processes; each is one k6 VU. */
  count: z.int().min(1),
  /** Operations in flight per client, at most. */
  concurrency: z.int().min(1),
  /** Operations that may wait per client when all are in flight; beyond it the least important are shed. */
  queueLimit: z.int().min(0),
  primary: region,
  standby: z.array(region),
  retry: retryPolicySchema,
  breaker: breakerPolicySchema.nullable(),
  failover: failoverPolicySchema.nullable(),
  hedge: hedgePolicySchema.nullable(),
  limit: limitPolicySchema,
  shedding: sheddingPolicySchema.nullable(),
});

export type PlanClients = z.infer<typeof planClientsSchema>;
export type RetryPolicy = z.infer<typeof retryPolicySchema>;
export type BackoffPolicy = z.infer<typeof backoffPolicySchema>;
export type RetryQuota = z.infer<typeof retryQuotaSchema>;
export type BreakerPolicy = z.infer<typeof breakerPolicySchema>;
export type FailoverPolicy = z.infer<typeof failoverPolicySchema>;
export type HedgePolicy = z.infer<typeof hedgePolicySchema>;
export type LimitPolicy = z.infer<typeof limitPolicySchema>;
export type SheddingPolicy = z.infer<typeof sheddingPolicySchema>;
