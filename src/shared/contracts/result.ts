import { z } from 'zod';
import { operationNames, phaseNames, priorities } from '../operations.ts';
import { attemptCauses, attemptOutcomes, operationOutcomes } from '../outcome.ts';
import { measureNames, objectiveUnits } from './plan.ts';
import { eventSchema, histogramWireSchema } from './telemetry.ts';

/**
 * `result.json`: the machine twin of every figure in the reports. Times are milliseconds from the start of the run
 * unless named otherwise; rates and shares lie between 0 and 1. Fields may be added; none changes its meaning.
 */

const ms = z.number();
const count = z.int().nonnegative();
const rate = z.number().min(0).max(1);
const phase = z.enum(phaseNames);
const operation = z.enum(operationNames);

/** Who answered an attempt: S3 itself, a middlebox in front of it, or nobody. */
export const answerers = ['s3', 'middlebox', 'nobody'] as const;

export const verdictStatuses = [
  'passed',
  'missed',
  'regressed',
  'improved',
  'inconclusive',
  'invalid',
  'interrupted',
] as const;

export const latencySummarySchema = z.strictObject({
  p50: ms.nullable(),
  p95: ms.nullable(),
  p99: ms.nullable(),
  max: ms.nullable(),
});

export const ruleSchema = z.strictObject({
  id: z.string(),
  measure: z.enum(measureNames),
  /** `inconclusive`: the interval spans the objective, or n is too small. */
  status: z.enum(['passed', 'missed', 'inconclusive']),
  /** null: it did not happen (never recovered) or had no samples. */
  value: z.number().nullable(),
  objective: z.number(),
  comparator: z.enum(['atLeast', 'atMost', 'equals']),
  unit: z.enum(objectiveUnits),
  /** One sentence: inputs, formula, what would have passed. */
  explanation: z.string(),
});

export const phaseResultSchema = z.strictObject({
  name: phase,
  kind: phase,
  fromMs: ms,
  toMs: ms,
  /** As in `totals`, by scheduled time. Shed and rejected operations are among `failed`. */
  operations: count,
  succeeded: count,
  failed: count,
  shed: count,
  successRate: rate.nullable(),
  /** Wilson interval of the success rate, widened by the design effect (errors burst). */
  successLow: rate.nullable(),
  successHigh: rate.nullable(),
  /** Of succeeded operations, from their scheduled time. */
  latencyMs: latencySummarySchema,
  /** 1/s: offered (scheduled), completed within the deadline. */
  offeredPerSecond: z.number(),
  goodputPerSecond: z.number(),
});

export const operationResultSchema = z.strictObject({
  phase,
  op: operation,
  /** The region that served (or was asked last); '' when nothing was sent. */
  region: z.string(),
  count,
  succeeded: count,
  failed: count,
  successRate: rate,
  latencyMs: latencySummarySchema,
});

export const attemptResultSchema = z.strictObject({
  phase,
  op: operation,
  region: z.string(),
  outcome: z.enum(attemptOutcomes),
  /** S3 error code, or ''. */
  code: z.string(),
  /** The region that its operation was planned for. */
  planned: z.string(),
  cause: z.enum(attemptCauses),
  answeredBy: z.enum(answerers),
  count,
});

/** What became of operations, beyond success: how many were indeterminate, out of time, in conflict… */
export const outcomeResultSchema = z.strictObject({
  phase,
  workload: z.string(),
  op: operation,
  priority: z.enum(priorities),
  outcome: z.enum(operationOutcomes),
  count,
});

const scopedCounts = {
  phase,
  count,
  succeeded: count,
  /** Shed and rejected operations included. */
  failed: count,
  shed: count,
  /** null without operations. */
  successRate: rate.nullable(),
  latencyMs: latencySummarySchema,
};

export const priorityResultSchema = z.strictObject({ priority: z.enum(priorities), ...scopedCounts });
export const workloadResultSchema = z.strictObject({ workload: z.string(), ...scopedCounts });

/** What one workload was meant to send. */
export const loadResultSchema = z.strictObject({
  workload: z.string(),
  /** `open`: latency counts from the scheduled time; `closed`: from the start, so a stall hides the load it holds back. */
  model: z.enum(['open', 'closed']),
  /** In words: `200/s, poisson arrivals`, `80 in flight`. */
  description: z.string(),
  clients: count,
  concurrency: count,
});

export const recoverySchema = z.strictObject({
  /** First request that a gateway really faulted; null = never. From the start of the run. */
  faultAtMs: ms.nullable(),
  /** Revert acknowledged and read back. From the start of the run. */
  revertedAtMs: ms.nullable(),
  /** From `faultAtMs`: first breaker opened or first attempt sent to a standby. */
  detectionMs: ms.nullable(),
  /** From `faultAtMs`: first bin whose success is below the target. */
  symptomMs: ms.nullable(),
  failoverMs: ms.nullable(),
  recoveryMs: ms.nullable(),
  /** From `revertedAtMs`. */
  failbackMs: ms.nullable(),
  /** Failed operations between revert and failback. */
  failbackErrors: count.nullable(),
});

export const faultResultSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  region: z.string(),
  /** As the gateway held it; as planned when it never did. */
  fromMs: ms,
  toMs: ms,
  /**
   * Configured share of matching requests; null: the fault takes what exceeds a rate, or the first so many, and the share
   * follows from the load.
   */
  requested: rate.nullable(),
  /** injected / matched; null when nothing matched. */
  observed: rate.nullable(),
  matched: count,
  injected: count,
});

export const comparisonMetricSchema = z.strictObject({
  id: z.string(),
  phase: phase.nullable(),
  region: z.string().nullable(),
  op: operation.nullable(),
  unit: z.enum(objectiveUnits),
  /** Centre of the baseline runs, on the metric's own scale (never an average of percentiles). */
  baseline: z.number().nullable(),
  candidate: z.number().nullable(),
  /** Harm is positive. Relative for latency (0.1 = 10 % slower), percentage points / 100 for success, seconds for times. */
  delta: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  tolerance: z.number(),
  /** Smallest harm that so many runs could have told from noise; null below 2 + 1 runs. */
  minimumDetectable: z.number().nullable(),
  /** Smallest and largest baseline value. */
  baselineRange: z.tuple([z.number(), z.number()]).nullable(),
  /** Whether it counts for the verdict, or only informs. */
  primary: z.boolean(),
  verdict: z.enum(['pass', 'regressed', 'improved', 'inconclusive']),
  note: z.string(),
});

export const comparisonSchema = z.strictObject({
  baselineRuns: z.array(z.string()),
  candidateRuns: z.array(z.string()),
  verdict: z.enum(['pass', 'regressed', 'improved', 'inconclusive']),
  metrics: z.array(comparisonMetricSchema),
});

/** Blast radius: one cell of operation × region × outcome × code × who answered, and its share of all failed attempts. */
export const blastCellSchema = z.strictObject({
  op: operation,
  region: z.string(),
  outcome: z.enum(attemptOutcomes),
  code: z.string(),
  answeredBy: z.enum(answerers),
  /** Of its operation and region, however they ended. */
  attempts: count,
  failures: count,
  share: rate,
});

/** One value per bin of `timeline.binMs`; null where nothing was scheduled. */
export const timelineSeriesSchema = z.strictObject({
  id: z.string(),
  /** `success` and `share` by region; `p50|p95|p99` in ms; the others in 1/s. */
  measure: z.enum([
    'success',
    'share',
    'p50',
    'p95',
    'p99',
    'offered',
    'completed',
    'failed',
    'shed',
    'attempts',
    'retries',
  ]),
  /** null: over all regions. */
  region: z.string().nullable(),
  values: z.array(z.number().nullable()),
});

export const resultSchema = z.strictObject({
  schema: z.literal('s3drill/result@1'),
  drill: z.strictObject({
    name: z.string(),
    hypothesis: z.string().nullable(),
    file: z.string(),
    hash: z.string(),
    /** Which of the drill's variants ran; null where it has none. */
    variant: z.string().nullable(),
  }),
  run: z.strictObject({
    id: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    seed: z.int(),
    k6Version: z.string(),
    s3drillVersion: z.string(),
    /** `embedded` for loopback regions of our own. */
    target: z.string(),
    machine: z.string(),
  }),
  validity: z.strictObject({
    valid: z.boolean(),
    reasons: z.array(z.string()),
    /** What does not void the run but a reader should know. */
    warnings: z.array(z.string()),
  }),
  verdict: z.strictObject({
    status: z.enum(verdictStatuses),
    /** One sentence: what broke, where, how much, against which objective. */
    headline: z.string(),
    rules: z.array(ruleSchema),
  }),
  phases: z.array(phaseResultSchema),
  totals: z.strictObject({
    operations: count,
    succeeded: count,
    failed: count,
    shed: count,
    attempts: count,
    bytesSent: count,
    bytesReceived: count,
    /** Requests that the gateways counted; `attempts` + seeding = received + cutBeforeRequest. */
    requestsReceived: count,
    seedingAttempts: count,
    cutBeforeRequest: count,
  }),
  /** By workload of the plan. */
  load: z.array(loadResultSchema),
  workloads: z.array(workloadResultSchema),
  /** Priorities that the drill uses. */
  priorities: z.array(priorityResultSchema),
  operations: z.array(operationResultSchema),
  /** Those that occurred. */
  outcomes: z.array(outcomeResultSchema),
  attempts: z.array(attemptResultSchema),
  recovery: recoverySchema,
  retries: z.strictObject({
    /** Attempts (health probes aside) / requests that would have been sent had none failed. */
    amplification: z.number().nullable(),
    byPhase: z.array(z.strictObject({ phase, amplification: z.number().nullable(), retries: count })),
    /** How much the retries of the fault phase come in pulses, from 1 (not at all) to 11; null with too few to tell. */
    synchronisation: z.number().nullable(),
    /** The 100 ms in which the retries stood out most from the 1.1 s around them: what `synchronisation` is made of. */
    pulse: z
      .strictObject({
        atMs: ms,
        retries: count,
        /** Per 100 ms, of the 1.1 s around. */
        mean: z.number(),
      })
      .nullable(),
    /** Why attempts were sent; causes that did not occur are left out. */
    byCause: z.array(z.strictObject({ phase, cause: z.enum(attemptCauses), count, succeeded: count })),
    /** By the attempt's number among those of its request; the last number stands for all later ones. */
    byAttempt: z.array(z.strictObject({ phase, attempt: z.int().min(1), count, succeeded: count })),
    /** Over the run, by the time of sending: retries in the busiest 100 ms of each bin. */
    peaks: z.strictObject({ binMs: z.number().positive(), values: z.array(count) }),
  }),
  /** How often the clients' breakers changed state, by the phase in which they did. */
  breakers: z.array(z.strictObject({ phase, region: z.string(), opened: count, closed: count })),
  blastRadius: z.strictObject({
    /** All cells with failures, largest first. */
    cells: z.array(blastCellSchema),
    /** In words: the smallest set of cells that explains ≥ 90 % of failed attempts. */
    summary: z.string(),
  }),
  /** Filled by the durability audit; null where it did not run. */
  durability: z
    .strictObject({
      acknowledged: count,
      indeterminate: count,
      lost: count,
      permanentlyLost: count,
      stale: count,
      duplicates: count,
      clobbered: count,
      corrupt: count,
      dataLossMs: ms.nullable(),
    })
    .nullable(),
  faults: z.array(faultResultSchema),
  comparison: comparisonSchema.nullable(),
  timeline: z.strictObject({ binMs: z.number().positive(), series: z.array(timelineSeriesSchema) }),
  /** Latency of succeeded operations by phase (all operations and regions), mergeable. */
  histograms: z.array(
    z.strictObject({ phase, op: operation.nullable(), region: z.string().nullable(), latency: histogramWireSchema }),
  ),
  events: z.array(eventSchema),
});

export type Result = z.infer<typeof resultSchema>;
export type VerdictStatus = (typeof verdictStatuses)[number];
export type Rule = z.infer<typeof ruleSchema>;
export type PhaseResult = z.infer<typeof phaseResultSchema>;
export type OperationResult = z.infer<typeof operationResultSchema>;
export type AttemptResult = z.infer<typeof attemptResultSchema>;
export type Recovery = z.infer<typeof recoverySchema>;
export type FaultResult = z.infer<typeof faultResultSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparisonMetric = z.infer<typeof comparisonMetricSchema>;
export type BlastCell = z.infer<typeof blastCellSchema>;
export type LatencySummary = z.infer<typeof latencySummarySchema>;
export type TimelineSeries = z.infer<typeof timelineSeriesSchema>;
export type PriorityResult = z.infer<typeof priorityResultSchema>;
export type WorkloadResult = z.infer<typeof workloadResultSchema>;
export type LoadResult = z.infer<typeof loadResultSchema>;
export type Answerer = (typeof answerers)[number];
export type OutcomeResult = z.infer<typeof outcomeResultSchema>;
