import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import type { GatewayState } from '../../shared/contracts/control.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import type { DrillEvent, EndRecord, StartRecord } from '../../shared/contracts/telemetry.ts';
import { createHistogram, type Histogram } from '../../shared/histogram.ts';
import type { OperationName, PhaseName } from '../../shared/operations.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';
import { readEndMs } from '../../shared/read-end.ts';
import { createFlushSequence, type FlushSequence } from './flush-sequence.ts';
import { listBinPhases } from './list-bin-phases.ts';

/** Operations of one name that one region served (or was asked for last), per counting bin of scheduled time. */
export interface OperationCell {
  op: OperationName;
  region: string;
  total: Uint32Array;
  succeeded: Uint32Array;
  shed: Uint32Array;
}

export interface AttemptCell {
  phase: PhaseName;
  op: OperationName;
  region: string;
  outcome: AttemptOutcome;
  code: string;
  /** Whether these were retries; false: first attempts. */
  retry: boolean;
  count: number;
}

/** Latency of succeeded operations. */
export interface LatencyCell {
  phase: PhaseName;
  op: OperationName;
  region: string;
  latency: Histogram;
}

/**
 * Everything a run's telemetry says, added up. Its size grows with the run's length × operations × regions, not with
 * the number of requests.
 */
export interface Tally {
  plan: Plan;
  endMs: number;
  /** Phase of each counting bin and of each latency bin. */
  binPhases: readonly PhaseName[];
  secondPhases: readonly PhaseName[];
  operations: Map<string, OperationCell>;
  attempts: Map<string, AttemptCell>;
  /** Attempts per counting bin of their operation's scheduled time, by region asked. */
  attemptBins: Map<string, Uint32Array>;
  retryBins: Uint32Array;
  /** Retries per counting bin of the time they were sent. */
  retriesSent: Uint32Array;
  latency: Map<string, LatencyCell>;
  /** Latency of all succeeded operations per second of scheduled time. */
  latencySeconds: Histogram[];
  startLag: Histogram;
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
}

export function createTally(plan: Plan): Tally {
  const endMs = readEndMs(plan);
  const bins = Math.ceil(endMs / countBinMs);
  const seconds = Math.ceil(endMs / latencyBinMs);
  const clientNumbers = Array.from({ length: plan.clients.count }, (_, index) => index + 1);
  return {
    plan,
    endMs,
    binPhases: listBinPhases(plan.phases, countBinMs, bins),
    secondPhases: listBinPhases(plan.phases, latencyBinMs, seconds),
    operations: new Map(),
    attempts: new Map(),
    attemptBins: new Map(),
    retryBins: new Uint32Array(bins),
    retriesSent: new Uint32Array(bins),
    latency: new Map(),
    latencySeconds: Array.from({ length: seconds }, createHistogram),
    startLag: createHistogram(),
    bytesSent: 0,
    bytesReceived: 0,
    events: [],
    clients: new Map(clientNumbers.map((client) => [client, createFlushSequence()])),
    gateways: new Map(),
    start: null,
    end: null,
    conductor: createFlushSequence(),
    operationsOutsideRun: 0,
  };
}
