import { countBinMs, latencyBinMs } from '../shared/bins.ts';
import type { DrillEvent, FlushRecord } from '../shared/contracts/telemetry.ts';
import { createHistogram, type Histogram, recordValue, toWire } from '../shared/histogram.ts';
import { type OperationName, operationNames } from '../shared/operations.ts';
import { type AttemptOutcome, attemptOutcomes, type OperationOutcome, operationOutcomes } from '../shared/outcome.ts';
import { createNameIndex, packRow, unpackRow } from './row-key.ts';

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
  name: OperationName;
  /** Of the attempt's operation. */
  scheduledMs: number;
  sentMs: number;
  region: string;
  outcome: AttemptOutcome;
  code: string;
  isRetry: boolean;
  bytesSent: number;
  bytesReceived: number;
}

/** What was recorded since the last call, as one record without its number. */
export type Aggregate = Omit<FlushRecord, 'type' | 'client' | 'seq' | 'final'>;

export interface AggregatingRecorder extends Recorder {
  take(): Aggregate;
}

/** Outcomes of operations that never started have no latency. */
const unstarted: ReadonlySet<OperationOutcome> = new Set(['shed', 'rejected']);

const regionLimit = 64;
/** S3 has some 100 error codes; what a middlebox may invent beyond these shares one row. */
const codeLimit = 256;

export function createAggregatingRecorder(): AggregatingRecorder {
  const operationIndex = createNameIndex(operationNames, operationNames.length);
  const operationOutcomeIndex = createNameIndex(operationOutcomes, operationOutcomes.length);
  const attemptOutcomeIndex = createNameIndex(attemptOutcomes, attemptOutcomes.length);
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
      increment(operations, packRow(bin, nameAt, regionAt, operationOutcomeIndex.indexOf(outcome)));
      if (unstarted.has(outcome)) return;
      const key = packRow(Math.floor(scheduledMs / latencyBinMs), nameAt, regionAt, outcome === 'ok' ? 1 : 0);
      let histogram = latency.get(key);
      if (histogram === undefined) {
        histogram = createHistogram();
        latency.set(key, histogram);
      }
      recordValue(histogram, endedMs - scheduledMs);
    },

    attempt(entry) {
      const bin = Math.floor(entry.scheduledMs / countBinMs);
      const coded = codeIndex.indexOf(entry.code) * attemptOutcomes.length + attemptOutcomeIndex.indexOf(entry.outcome);
      const detail = coded * 2 + (entry.isRetry ? 1 : 0);
      increment(attempts, packRow(bin, operationIndex.indexOf(entry.name), regionIndex.indexOf(entry.region), detail));
      if (entry.isRetry) increment(retries, Math.floor(entry.sentMs / countBinMs));
      bytesSent += entry.bytesSent;
      bytesReceived += entry.bytesReceived;
    },

    startLag: (lagMs) => recordValue(startLag, lagMs),
    event: (event) => events.push(event),

    take() {
      const taken: Aggregate = {
        operations: [...operations].map(([key, count]) => {
          const [bin, name, region, outcome] = unpackRow(key);
          return [
            bin,
            operationNames[name] as OperationName,
            regionIndex.nameOf(region),
            operationOutcomes[outcome] as OperationOutcome,
            count,
          ];
        }),
        attempts: [...attempts].map(([key, count]) => {
          const [bin, name, region, detail] = unpackRow(key);
          const coded = detail >> 1;
          return [
            bin,
            operationNames[name] as OperationName,
            regionIndex.nameOf(region),
            attemptOutcomes[coded % attemptOutcomes.length] as AttemptOutcome,
            codeIndex.nameOf(Math.floor(coded / attemptOutcomes.length)),
            (detail & 1) as 0 | 1,
            count,
          ];
        }),
        latency: [...latency].map(([key, histogram]) => {
          const [second, name, region, succeeded] = unpackRow(key);
          return [
            second,
            operationNames[name] as OperationName,
            regionIndex.nameOf(region),
            succeeded as 0 | 1,
            toWire(histogram),
          ];
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
