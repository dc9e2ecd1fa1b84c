import { countBinMs, latencyBinMs } from '../shared/bins.ts';
import type { DrillEvent, FlushRecord } from '../shared/contracts/telemetry.ts';
import { createHistogram, type Histogram, recordValue, toWire } from '../shared/histogram.ts';
import type { OperationName } from '../shared/operations.ts';
import type { AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';

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

/** Separates the parts of a row's key; no name of an operation, region or code has it. */
const separator = '\u0001';

export function createAggregatingRecorder(): AggregatingRecorder {
  let operations = new Map<string, number>();
  let attempts = new Map<string, number>();
  let latency = new Map<string, Histogram>();
  let retries = new Map<number, number>();
  let startLag = createHistogram();
  let events: DrillEvent[] = [];
  let bytesSent = 0;
  let bytesReceived = 0;

  return {
    operation({ name, scheduledMs, endedMs, outcome, region }) {
      const bin = Math.floor(scheduledMs / countBinMs);
      increment(operations, [bin, name, region, outcome].join(separator));
      if (unstarted.has(outcome)) return;
      const key = [Math.floor(scheduledMs / latencyBinMs), name, region, outcome === 'ok' ? 1 : 0].join(separator);
      let histogram = latency.get(key);
      if (histogram === undefined) {
        histogram = createHistogram();
        latency.set(key, histogram);
      }
      recordValue(histogram, endedMs - scheduledMs);
    },

    attempt(entry) {
      const bin = Math.floor(entry.scheduledMs / countBinMs);
      const { name, region, outcome, code } = entry;
      increment(attempts, [bin, name, region, outcome, code, entry.isRetry ? 1 : 0].join(separator));
      if (entry.isRetry) increment(retries, Math.floor(entry.sentMs / countBinMs));
      bytesSent += entry.bytesSent;
      bytesReceived += entry.bytesReceived;
    },

    startLag: (lagMs) => recordValue(startLag, lagMs),
    event: (event) => events.push(event),

    take() {
      const taken: Aggregate = {
        operations: [...operations].map(([key, count]) => {
          const [bin, name, region, outcome] = key.split(separator) as [
            string,
            OperationName,
            string,
            OperationOutcome,
          ];
          return [Number(bin), name, region, outcome, count];
        }),
        attempts: [...attempts].map(([key, count]) => {
          const [bin, name, region, outcome, code, retry] = key.split(separator) as [
            string,
            OperationName,
            string,
            AttemptOutcome,
            string,
            string,
          ];
          return [Number(bin), name, region, outcome, code, retry === '1' ? 1 : 0, count];
        }),
        latency: [...latency].map(([key, histogram]) => {
          const [second, name, region, succeeded] = key.split(separator) as [string, OperationName, string, string];
          return [Number(second), name, region, succeeded === '1' ? 1 : 0, toWire(histogram)];
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

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
