import { z } from 'zod';
import { faultSelectorsSchema } from './plan.ts';

/**
 * The control API of a gateway. It listens on loopback, apart from the S3 port, and wants `authorization: Bearer TOKEN`.
 *
 *   GET    /v1/state        → GatewayState
 *   POST   /v1/faults       FaultInjection → 201 GatewayState, once the fault holds; 409 when the id is active
 *   DELETE /v1/faults/ID    → 200 GatewayState, once it no longer holds; 200 too when it is not active
 *   DELETE /v1/faults       → the same for all
 *   POST   /v1/heartbeat    Heartbeat → 200 GatewayState; renews the lease of every active fault
 *
 * Errors are `{"error": "…"}` with 400, 401, 404 or 409.
 */
export const faultInjectionSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.string().min(1),
  selectors: faultSelectorsSchema,
  parameters: z.record(z.string(), z.json()),
  /** The fault reverts by itself when no heartbeat arrives for so long, on the gateway's own clock. */
  leaseMs: z.number().positive(),
  /** Seed of the fault's own random choices. */
  seed: z.int().nonnegative(),
});

export const heartbeatSchema = z.strictObject({ leaseMs: z.number().positive() });

/** Counters of one fault; they outlive its revert. `…AtEpochMs` are on the gateway's clock; null = never. */
export const faultCountersSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  active: z.boolean(),
  /** Requests that the selectors met (before `probability` or a limit). */
  matched: z.int().nonnegative(),
  /** Requests that were really faulted. */
  injected: z.int().nonnegative(),
  /** Connections cut before a request could be read from them: no `received` counts those. */
  cutBeforeRequest: z.int().nonnegative(),
  /** null: a limit decides, whose share follows from the load. */
  probability: z.number().nullable(),
  injectedAtEpochMs: z.number().nullable(),
  revertedAtEpochMs: z.number().nullable(),
  firstFaultedAtEpochMs: z.number().nullable(),
  lastFaultedAtEpochMs: z.number().nullable(),
  /** `lease` when no heartbeat came and the gateway healed itself. */
  revertedBy: z.enum(['request', 'lease']).nullable(),
});

export const gatewayStateSchema = z.strictObject({
  region: z.string(),
  nowEpochMs: z.number(),
  /** S3 requests whose head was read, by operation name (`other` for what no workload sends). */
  received: z.record(z.string(), z.int().nonnegative()),
  /** Sum of `received`. */
  receivedTotal: z.int().nonnegative(),
  faults: z.array(faultCountersSchema),
  /** Objects that other regions still wait for. */
  replicationBacklog: z.int().nonnegative(),
});

export type FaultInjection = z.infer<typeof faultInjectionSchema>;
export type FaultCounters = z.infer<typeof faultCountersSchema>;
export type GatewayState = z.infer<typeof gatewayStateSchema>;
