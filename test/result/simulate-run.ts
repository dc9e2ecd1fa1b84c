import { createArrivals } from '../../src/shared/arrivals.ts';
import { countBinMs, latencyBinMs } from '../../src/shared/bins.ts';
import type { FaultCounters } from '../../src/shared/contracts/control.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import type { DrillEvent, EndRecord, FlushRecord, TelemetryRecord } from '../../src/shared/contracts/telemetry.ts';
import { createHistogram, type Histogram, recordValue, toWire } from '../../src/shared/histogram.ts';
import type { OperationName } from '../../src/shared/operations.ts';
import type { AttemptOutcome, OperationOutcome } from '../../src/shared/outcome.ts';
import { createRandom, deriveSeed, type Random } from '../../src/shared/random.ts';

export const startedAtEpochMs = 1_750_000_000_000;

export interface SimulatedAttempt {
  region: string;
  outcome: AttemptOutcome;
  code: string;
  /** After the operation's scheduled time. */
  afterMs: number;
}

export interface SimulatedOperation {
  outcome: OperationOutcome;
  /** '' when nothing was sent. */
  region: string;
  latencyMs: number;
  attempts: SimulatedAttempt[];
}

/** What becomes of the operation that is scheduled at a time. */
export type Behave = (scheduledMs: number, op: OperationName, random: Random) => SimulatedOperation;

export interface Simulation {
  plan: Plan;
  behave: Behave;
  seed?: number;
  events?: DrillEvent[];
  /** Counters of each planned fault beyond those that the attempts make. */
  counters?: Partial<FaultCounters>;
  /** From the start of the run; null: never. */
  faultAtMs?: number | null;
  revertedAtMs?: number | null;
  end?: Partial<EndRecord>;
  startLagMs?: number;
}

/**
 * The telemetry that a run of the plan would have written had each operation done what `behave` says: every client's
 * flushes, second by second, the conductor's events, both gateways' counters.
 */
export function simulateRun(simulation: Simulation): TelemetryRecord[] {
  const { plan, behave, seed = 1, faultAtMs = null, revertedAtMs = null } = simulation;
  const endMs = Math.max(...plan.phases.map((phase) => phase.toMs));
  const received = new Map<string, number>();
  const faulted = new Map<string, number>();
  const flushes: FlushRecord[] = [];

  for (let client = 1; client <= plan.clients.count; client += 1) {
    const random = createRandom(deriveSeed(seed, `client ${client}`));
    const next = createArrivals(plan.load, client - 1, plan.clients.count, random);
    const book = createBook(client);
    for (let scheduledMs = next(); scheduledMs < endMs; scheduledMs = next()) {
      const op = drawOperation(plan, random);
      const done = behave(scheduledMs, op, random);
      book.note(scheduledMs, op, done, simulation.startLagMs ?? 1);
      for (const attempt of done.attempts) {
        increment(received, attempt.region);
        if (attempt.outcome !== 'ok') increment(faulted, attempt.region);
      }
    }
    flushes.push(...book.close());
  }

  const seeding = Object.fromEntries(plan.regions.map((region, index) => [region.name, index === 0 ? 100 : 0]));
  const counters = (region: string): FaultCounters[] =>
    plan.faults
      .filter((fault) => fault.region === region)
      .map((fault) => ({
        id: fault.id,
        kind: fault.kind,
        active: false,
        matched: faulted.get(region) ?? 0,
        injected: faulted.get(region) ?? 0,
        cutBeforeRequest: 0,
        probability: fault.selectors.probability ?? 1,
        injectedAtEpochMs: startedAtEpochMs + fault.fromMs,
        revertedAtEpochMs: startedAtEpochMs + fault.toMs,
        firstFaultedAtEpochMs: faultAtMs === null ? null : startedAtEpochMs + faultAtMs,
        lastFaultedAtEpochMs: faultAtMs === null ? null : startedAtEpochMs + fault.toMs,
        revertedBy: 'request',
        ...simulation.counters,
      }));

  return [
    { type: 'start', startedAtEpochMs, runId: 'run1', seedingAttempts: seeding },
    ...flushes,
    {
      type: 'conductor',
      seq: 0,
      final: true,
      events: [
        ...(simulation.events ?? []),
        ...(revertedAtMs === null ? [] : [{ atMs: revertedAtMs, type: 'faultsReadBack' } as const]),
      ],
    },
    ...plan.regions.map(({ name }) => ({
      type: 'gateway' as const,
      state: {
        region: name,
        nowEpochMs: startedAtEpochMs + endMs,
        received: {},
        receivedTotal: (received.get(name) ?? 0) + (seeding[name] ?? 0),
        faults: counters(name),
        replicationBacklog: 0,
      },
    })),
    {
      type: 'end',
      finishedAtEpochMs: startedAtEpochMs + endMs,
      interrupted: false,
      k6ExitCode: 0,
      k6Version: 'v2.2.0',
      k6PeakCpu: 0.4,
      cores: 2,
      troubles: [],
      ...simulation.end,
    },
  ];
}

function drawOperation(plan: Plan, random: Random): OperationName {
  let left = random();
  for (const { name, share } of plan.workload.operations) {
    left -= share;
    if (left < 0) return name;
  }
  return plan.workload.operations[0]?.name ?? 'GetObject';
}

interface Page {
  operations: Map<string, FlushRecord['operations'][number]>;
  attempts: Map<string, FlushRecord['attempts'][number]>;
  latency: Map<string, { row: [number, OperationName, string, 0 | 1]; histogram: Histogram }>;
  retries: Map<number, number>;
  startLag: Histogram;
}

/** One client's telemetry, a page per second in which its operations ended. */
function createBook(client: number) {
  const pages = new Map<number, Page>();
  const pageAt = (ms: number): Page => {
    const second = Math.floor(ms / 1000);
    const known = pages.get(second);
    if (known !== undefined) return known;
    const created = {
      operations: new Map(),
      attempts: new Map(),
      latency: new Map(),
      retries: new Map(),
      startLag: createHistogram(),
    };
    pages.set(second, created);
    return created;
  };

  function note(scheduledMs: number, op: OperationName, done: SimulatedOperation, startLagMs: number): void {
    const page = pageAt(scheduledMs + done.latencyMs);
    const bin = Math.floor(scheduledMs / countBinMs);
    const key = `${bin} ${op} ${done.region} ${done.outcome}`;
    const row = page.operations.get(key) ?? [bin, op, done.region, done.outcome, 0];
    page.operations.set(key, [row[0], row[1], row[2], row[3], row[4] + 1]);
    done.attempts.forEach((attempt, index) => {
      const retry = index === 0 ? 0 : 1;
      const attemptKey = `${bin} ${op} ${attempt.region} ${attempt.outcome} ${attempt.code} ${retry}`;
      const count = page.attempts.get(attemptKey)?.[6] ?? 0;
      page.attempts.set(attemptKey, [bin, op, attempt.region, attempt.outcome, attempt.code, retry, count + 1]);
      if (retry === 1) increment(page.retries, Math.floor((scheduledMs + attempt.afterMs) / countBinMs));
    });
    recordValue(page.startLag, startLagMs);
    if (done.outcome === 'shed' || done.outcome === 'rejected') return;
    const second = Math.floor(scheduledMs / latencyBinMs);
    const succeeded = done.outcome === 'ok' ? 1 : 0;
    const latencyKey = `${second} ${op} ${done.region} ${succeeded}`;
    const entry = page.latency.get(latencyKey) ?? {
      row: [second, op, done.region, succeeded],
      histogram: createHistogram(),
    };
    recordValue(entry.histogram, done.latencyMs);
    page.latency.set(latencyKey, entry);
  }

  function close(): FlushRecord[] {
    const seconds = [...pages.keys()].sort((left, right) => left - right);
    const flushes = seconds.map((second, seq): FlushRecord => {
      const page = pageAt(second * 1000);
      return {
        type: 'flush',
        client,
        seq,
        final: seq === seconds.length - 1,
        operations: [...page.operations.values()],
        attempts: [...page.attempts.values()],
        latency: [...page.latency.values()].map(({ row, histogram }) => [...row, toWire(histogram)]),
        retries: [...page.retries],
        bytesSent: 10,
        bytesReceived: 20,
        startLag: toWire(page.startLag),
        events: [],
      };
    });
    return flushes;
  }

  return { note, close };
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
