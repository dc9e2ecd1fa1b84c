import { z } from 'zod';
import { operationNames, priorities } from '../operations.ts';
import { attemptCauses, attemptOutcomes, lastAttemptNumber, operationOutcomes } from '../outcome.ts';
import { gatewayStateSchema } from './control.ts';

/**
 * One line of `telemetry.ndjson.gz`. Clients aggregate and flush once a second, so the file's size depends on the run's
 * length and breadth, not on its rate. All bins are by the operation's SCHEDULED time, counted from `startedAtEpochMs`.
 * Rows are arrays, not objects, because every client writes hundreds of them a second from inside k6.
 */

const bin = z.int();
const count = z.int().nonnegative();
const operation = z.enum(operationNames);
const priority = z.enum(priorities);
/** Region that served or was asked; '' when none was (shed, rejected). */
const region = z.string();

/** Sparse histogram on the wire; see shared/histogram.ts. */
export const histogramWireSchema = z.strictObject({
  /** Flat pairs: bucket index, count, ascending by index. */
  buckets: z.array(z.int()),
  /** Values too small for a bucket. */
  zeros: count,
  count,
  /** Sum, smallest and largest recorded value, exact, in milliseconds; 0 when empty. */
  sum: z.number(),
  min: z.number(),
  max: z.number(),
});

/** bin, operation, region that served or was asked last, priority, outcome, count */
export const operationRowSchema = z.tuple([bin, operation, region, priority, z.enum(operationOutcomes), count]);
/**
 * bin (of the attempt's OPERATION's scheduled time; of a probe, of its sending), operation, region asked, region planned,
 * priority, outcome, S3 code or '', whether S3 itself answered (1) or a middlebox or nobody did (0), why it was sent, its
 * number among the attempts of its request (1, 2, 3 …; 16 stands for all later ones), count
 */
export const attemptRowSchema = z.tuple([
  bin,
  operation,
  region,
  region,
  priority,
  z.enum(attemptOutcomes),
  z.string(),
  z.union([z.literal(0), z.literal(1)]),
  z.enum(attemptCauses),
  z.int().min(1).max(lastAttemptNumber),
  count,
]);
/** second (of the scheduled time), operation, region that served, priority, succeeded (1) or not (0), latency in ms from the scheduled time */
export const latencyRowSchema = z.tuple([
  bin,
  operation,
  region,
  priority,
  z.union([z.literal(0), z.literal(1)]),
  histogramWireSchema,
]);
/** bin of the time the attempt was SENT, and how many retries (attempts with that cause) were: for retry synchronisation */
export const retryRowSchema = z.tuple([bin, count]);

export const eventTypes = [
  'breakerOpened',
  'breakerHalfOpened',
  'breakerClosed',
  'failedOver',
  'failedBack',
  /** Not traffic as a whole: a client began to send single operations elsewhere (`region`) because they ran out of time. */
  'diverted',
  'faultInjected',
  'faultReverted',
  'faultsReadBack',
  'conductorFailed',
  /** A health probe's verdict on a region has changed. */
  'regionUnhealthy',
  'regionHealthy',
  /** A client began to drop operations of a priority (in `detail`), or has not for a second. */
  'sheddingStarted',
  'sheddingStopped',
  /** The same for hedged reads. */
  'hedgingStarted',
  'hedgingStopped',
  /** The adaptive in-flight limit has moved by a fifth or more: `detail` says from where to where. */
  'limitChanged',
] as const;

export const eventSchema = z.strictObject({
  /** From the start of the run. */
  atMs: z.number(),
  type: z.enum(eventTypes),
  /** Number of the client, from 1; absent for the conductor's. */
  client: z.int().optional(),
  region: z.string().optional(),
  /** Id of a fault. */
  fault: z.string().optional(),
  detail: z.string().optional(),
});

/** The first line: who ran it, with what, where. */
export const runRecordSchema = z.strictObject({
  type: z.literal('run'),
  k6Version: z.string(),
  s3drillVersion: z.string(),
  /** `embedded` for loopback regions of our own. */
  target: z.string(),
  /** The machine in words that don't identify it. */
  machine: z.string(),
});

export const startRecordSchema = z.strictObject({
  type: z.literal('start'),
  /** Zero of every `…Ms` of the run. */
  startedAtEpochMs: z.number(),
  runId: z.string(),
  /** Attempts made to seed objects, by region: the gateways counted them too. */
  seedingAttempts: z.record(z.string(), count),
});

/** While objects are seeded, so that the wait can be shown. */
export const seedingRecordSchema = z.strictObject({ type: z.literal('seeding'), done: count, total: count });

export const flushRecordSchema = z.strictObject({
  type: z.literal('flush'),
  client: z.int().min(1),
  /** Name of the client's workload in the plan. */
  workload: z.string(),
  /** 0, 1, 2… per client: a gap means lost telemetry. */
  seq: count,
  /** The client's last: it has drained. */
  final: z.boolean(),
  operations: z.array(operationRowSchema),
  attempts: z.array(attemptRowSchema),
  latency: z.array(latencyRowSchema),
  retries: z.array(retryRowSchema),
  /** Payload bytes of attempts since the last flush. */
  bytesSent: count,
  bytesReceived: count,
  /** How late the scheduler of an open load took up operations after their scheduled time, in ms: the generator's own lag. */
  startLag: histogramWireSchema,
  events: z.array(eventSchema),
});

export const conductorRecordSchema = z.strictObject({
  type: z.literal('conductor'),
  /** 0, 1, 2…: a record sent twice counts once. */
  seq: count,
  final: z.boolean(),
  events: z.array(eventSchema),
});

/** A gateway's own counters, read by the runner when the load has ended. */
export const gatewayRecordSchema = z.strictObject({ type: z.literal('gateway'), state: gatewayStateSchema });

/** The runner's last line; missing after a crash. */
export const endRecordSchema = z.strictObject({
  type: z.literal('end'),
  finishedAtEpochMs: z.number(),
  interrupted: z.boolean(),
  k6ExitCode: z.int().nullable(),
  k6Version: z.string(),
  /** Highest share of one core that k6 used over a second, 0…cores; null when it could not be read. */
  k6PeakCpu: z.number().nullable(),
  cores: z.int().min(1),
  /** Why the run can't be trusted, as far as the runner saw it: a dead region, a k6 that crashed. */
  troubles: z.array(z.string()),
});

export const telemetryRecordSchema = z.discriminatedUnion('type', [
  runRecordSchema,
  seedingRecordSchema,
  startRecordSchema,
  flushRecordSchema,
  conductorRecordSchema,
  gatewayRecordSchema,
  endRecordSchema,
]);

export type HistogramWire = z.infer<typeof histogramWireSchema>;
export type OperationRow = z.infer<typeof operationRowSchema>;
export type AttemptRow = z.infer<typeof attemptRowSchema>;
export type LatencyRow = z.infer<typeof latencyRowSchema>;
export type RetryRow = z.infer<typeof retryRowSchema>;
export type DrillEvent = z.infer<typeof eventSchema>;
export type EventType = (typeof eventTypes)[number];
export type RunRecord = z.infer<typeof runRecordSchema>;
export type SeedingRecord = z.infer<typeof seedingRecordSchema>;
export type StartRecord = z.infer<typeof startRecordSchema>;
export type FlushRecord = z.infer<typeof flushRecordSchema>;
export type ConductorRecord = z.infer<typeof conductorRecordSchema>;
export type EndRecord = z.infer<typeof endRecordSchema>;
export type TelemetryRecord = z.infer<typeof telemetryRecordSchema>;
