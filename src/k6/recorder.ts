import type { AttemptReply } from '../client/attempt.ts';
import { countBinMs, latencyBinMs } from '../shared/bins.ts';
import type { AttemptRow, DrillEvent, FlushRecord, LatencyRow, OperationRow } from '../shared/contracts/telemetry.ts';
import { createHistogram, type Histogram, recordValue, toWire } from '../shared/histogram.ts';
import { type OperationName, operationNames } from '../shared/operations.ts';
import {
  type AttemptCause,
  type AttemptOutcome,
  attemptCauses,
  attemptOutcomes,
  lastAttemptNumber,
  type OperationOutcome,
  operationOutcomes,
} from '../shared/outcome.ts';
import {
  codeLimit,
  createNameIndex,
  packAttempt,
  packOperation,
  regionLimit,
  unpackAttempt,
  unpackOperation,
} from './row-key.ts';

/** Takes down what a client does. Times are in ms from the start of the run. */
export interface Recorder {
  operation(entry: OperationEntry): void;
  attempt(entry: AttemptEntry): void;
  /** How late the scheduler took up an operation. */
  startLag(lagMs: number): void;
  event(event: DrillEvent): void;
}

export interface OperationEntry {
  name: OperationName;
  scheduledMs: number;
  endedMs: number;
  outcome: OperationOutcome;
  /** '' when nothing was sent. */
  region: string;
}

export interface AttemptEntry {
  operation: { name: OperationName };
  /** Of the attempt's operation. */
  scheduledMs: number;
  sentMs: number;
  region: string;
  planned: string;
  outcome: AttemptOutcome;
  cause: AttemptCause;
  /** Among the attempts of its request, from 1. */
  number: number;
  reply: Pick<AttemptReply, 'code' | 'fromS3' | 'bytesSent' | 'bytesReceived'>;
}

/** What was recorded since the last call, as one record without its number. */
export type Aggregate = Omit<FlushRecord, 'type' | 'client' | 'workload' | 'seq' | 'final'>;

export interface AggregatingRecorder extends Recorder {
  take(): Aggregate;
}

/** Outcomes of operations that never started have no latency. */
const unstarted: ReadonlySet<OperationOutcome> = new Set(['shed', 'rejected']);

export function createAggregatingRecorder(): AggregatingRecorder {
  const operationIndex = createNameIndex(operationNames, operationNames.length);
  const operationOutcomeIndex = createNameIndex(operationOutcomes, operationOutcomes.length);
  const attemptOutcomeIndex = createNameIndex(attemptOutcomes, attemptOutcomes.length);
  const causeIndex = createNameIndex(attemptCauses, attemptCauses.length);
  const regionIndex = createNameIndex([''], regionLimit);
  const codeIndex = createNameIndex([''], codeLimit);
  let operations = new Map<number, number>();
  let attempts = new Map<number, number>();
  let latency = new Map<number, Histogram>();
  let retries = new Map<number, number>();
  let startLag = createHistogram();
  let events: DrillEvent[] = [];
  let bytesSent = 0;
  let bytesReceived = 0;

  return {
    operation({ name, scheduledMs, endedMs, outcome, region }) {
      const nameAt = operationIndex.indexOf(name);
      const regionAt = regionIndex.indexOf(region);
      const bin = Math.floor(scheduledMs / countBinMs);
      increment(operations, packOperation(bin, nameAt, regionAt, operationOutcomeIndex.indexOf(outcome)));
      if (unstarted.has(outcome)) return;
      const key = packOperation(Math.floor(scheduledMs / latencyBinMs), nameAt, regionAt, outcome === 'ok' ? 1 : 0);
      let histogram = latency.get(key);
      if (histogram === undefined) {
        histogram = createHistogram();
        latency.set(key, histogram);
      }
      recordValue(histogram, endedMs - scheduledMs);
    },

    attempt({ operation, scheduledMs, sentMs, region, planned, outcome, cause, number, reply }) {
      const regionAt = regionIndex.indexOf(region);
      const key = packAttempt({
        bin: Math.floor(scheduledMs / countBinMs),
        operation: operationIndex.indexOf(operation.name),
        region: regionAt,
        planned: planned === region ? regionAt : regionIndex.indexOf(planned),
        outcome: attemptOutcomeIndex.indexOf(outcome),
        code: reply.code === '' ? 0 : codeIndex.indexOf(reply.code),
        fromS3: reply.fromS3 ? 1 : 0,
        cause: causeIndex.indexOf(cause),
        number: Math.min(number, lastAttemptNumber),
      });
      increment(attempts, key);
      if (cause === 'retry') increment(retries, Math.floor(sentMs / countBinMs));
      bytesSent += reply.bytesSent;
      bytesReceived += reply.bytesReceived;
    },

    startLag: (lagMs) => recordValue(startLag, lagMs),
    event: (event) => events.push(event),

    take() {
      const nameOf = (index: number) => operationNames[index] as OperationName;
      const taken: Aggregate = {
        operations: [...operations].map(([key, count]): OperationRow => {
          const [bin = 0, name = 0, region = 0, outcome = 0] = unpackOperation(key);
          return [bin, nameOf(name), regionIndex.nameOf(region), operationOutcomes[outcome] as OperationOutcome, count];
        }),
        attempts: [...attempts].map(([key, count]): AttemptRow => {
          const digits = unpackAttempt(key);
          return [
            digits.bin,
            nameOf(digits.operation),
            regionIndex.nameOf(digits.region),
            regionIndex.nameOf(digits.planned),
            attemptOutcomes[digits.outcome] as AttemptOutcome,
            codeIndex.nameOf(digits.code),
            digits.fromS3 as 0 | 1,
            attemptCauses[digits.cause] as AttemptCause,
            digits.number,
            count,
          ];
        }),
        latency: [...latency].map(([key, histogram]): LatencyRow => {
          const [second = 0, name = 0, region = 0, succeeded] = unpackOperation(key);
          return [second, nameOf(name), regionIndex.nameOf(region), succeeded as 0 | 1, toWire(histogram)];
        }),
        retries: [...retries],
        bytesSent,
        bytesReceived,
        startLag: toWire(startLag),
        events,
      };
      operations = new Map();
      attempts = new Map();
      latency = new Map();
      retries = new Map();
      startLag = createHistogram();
      events = [];
      bytesSent = 0;
      bytesReceived = 0;
      return taken;
    },
  };
}

function increment(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
