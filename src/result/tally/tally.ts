import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import type { GatewayState } from '../../shared/contracts/control.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import type { Answerer } from '../../shared/contracts/result.ts';
import type { DrillEvent, EndRecord, StartRecord } from '../../shared/contracts/telemetry.ts';
import { createHistogram, type Histogram } from '../../shared/histogram.ts';
import { countClients } from '../../shared/load.ts';
import type { OperationName, PhaseName, Priority } from '../../shared/operations.ts';
import type { AttemptCause, AttemptOutcome, OperationOutcome } from '../../shared/outcome.ts';
import { readEndMs } from '../../shared/read-end.ts';
import { createFlushSequence, type FlushSequence } from './flush-sequence.ts';
import { listBinPhases } from './list-bin-phases.ts';
import type { CellLabels } from './scope.ts';

/** Operations of one name, workload and priority that one region served (or was asked for last), per counting bin of scheduled time. */
export interface OperationCell extends CellLabels {
  total: Uint32Array;
  succeeded: Uint32Array;
  shed: Uint32Array;
}

/** Operations of a phase that ended alike, wherever they were served. */
export interface OutcomeCell {
  phase: PhaseName;
  workload: string;
  op: OperationName;
  priority: Priority;
  outcome: OperationOutcome;
  count: number;
}

export interface AttemptCell extends CellLabels {
  phase: PhaseName;
  /** The region that its operation was planned for. */
  planned: string;
  outcome: AttemptOutcome;
  code: string;
  answeredBy: Answerer;
  cause: AttemptCause;
  /** Among the attempts of its request, from 1. */
  number: number;
  count: number;
}

/** Latency of succeeded operations. */
export interface LatencyCell extends CellLabels {
  phase: PhaseName;
  latency: Histogram;
}

/**
 * Everything a run's telemetry says, added up. Its size grows with the run's length × workloads × operations × regions, not
 * with the number of requests; only events are kept one by one.
 */
export interface Tally {
  plan: Plan;
  endMs: number;
  /** Phase of each counting bin and of each latency bin. */
  binPhases: readonly PhaseName[];
  secondPhases: readonly PhaseName[];
  operations: Map<string, OperationCell>;
  outcomes: Map<string, OutcomeCell>;
  attempts: Map<string, AttemptCell>;
  /** Attempts per counting bin of their operation's scheduled time, by region asked. */
  attemptBins: Map<string, Uint32Array>;
  retryBins: Uint32Array;
  /** Retries per counting bin of the time they were sent. */
  retriesSent: Uint32Array;
  latency: Map<string, LatencyCell>;
  /** Latency of all succeeded operations per second of scheduled time. */
  latencySeconds: Histogram[];
  /** By workload; those with a closed load have none, since nothing is scheduled there. */
  startLag: Map<string, Histogram>;
  bytesSent: number;
  bytesReceived: number;
  events: DrillEvent[];
  clients: Map<number, FlushSequence>;
  /** Last state of each region's gateway. */
  gateways: Map<string, GatewayState>;
  start: StartRecord | null;
  end: EndRecord | null;
  conductor: FlushSequence;
  /** Operations whose bin lies outside the run: telemetry that cannot be right. */
  operationsOutsideRun: number;
  /** Workloads that telemetry came from and the plan does not have. */
  unknownWorkloads: Set<string>;
}

export function createTally(plan: Plan): Tally {
  const endMs = readEndMs(plan);
  const bins = Math.ceil(endMs / countBinMs);
  const seconds = Math.ceil(endMs / latencyBinMs);
  const clientNumbers = Array.from({ length: countClients(plan) }, (_, index) => index + 1);
  return {
    plan,
    endMs,
    binPhases: listBinPhases(plan.phases, countBinMs, bins),
    secondPhases: listBinPhases(plan.phases, latencyBinMs, seconds),
    operations: new Map(),
    outcomes: new Map(),
    attempts: new Map(),
    attemptBins: new Map(),
    retryBins: new Uint32Array(bins),
    retriesSent: new Uint32Array(bins),
    latency: new Map(),
    latencySeconds: Array.from({ length: seconds }, createHistogram),
    startLag: new Map(),
    bytesSent: 0,
    bytesReceived: 0,
    events: [],
    clients: new Map(clientNumbers.map((client) => [client, createFlushSequence()])),
    gateways: new Map(),
    start: null,
    end: null,
    conductor: createFlushSequence(),
    operationsOutsideRun: 0,
    unknownWorkloads: new Set(),
  };
}
