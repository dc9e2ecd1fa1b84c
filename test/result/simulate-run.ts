import { createArrivals } from '../../src/shared/arrivals.ts';
import { countBinMs, latencyBinMs } from '../../src/shared/bins.ts';
import type { FaultCounters } from '../../src/shared/contracts/control.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import type {
  AttemptRow,
  DrillEvent,
  EndRecord,
  FlushRecord,
  TelemetryRecord,
} from '../../src/shared/contracts/telemetry.ts';
import type { PlanOperation, PlanWorkload } from '../../src/shared/contracts/workload.ts';
import { createHistogram, type Histogram, recordValue, toWire } from '../../src/shared/histogram.ts';
import type { OperationName, Priority } from '../../src/shared/operations.ts';
import {
  type AttemptCause,
  type AttemptOutcome,
  lastAttemptNumber,
  type OperationOutcome,
} from '../../src/shared/outcome.ts';
import { createRandom, deriveSeed, type Random } from '../../src/shared/random.ts';

export const startedAtEpochMs = 1_750_000_000_000;

export interface SimulatedAttempt {
  region: string;
  outcome: AttemptOutcome;
  code: string;
  /** After the operation's scheduled time. */
  afterMs: number;
  /** Told from its place where absent: `first`, then `retry`. */
  cause?: AttemptCause;
  /** The workload's primary where absent. */
  planned?: string;
  /** Where absent: successes and answers with a code are S3's. */
  fromS3?: 0 | 1;
}

export interface SimulatedOperation {
  outcome: OperationOutcome;
  /** '' when nothing was sent. */
  region: string;
  latencyMs: number;
  attempts: SimulatedAttempt[];
}

/** What becomes of the operation that is scheduled at a time. */
export type Behave = (
  scheduledMs: number,
  op: OperationName,
  random: Random,
  workload: PlanWorkload,
) => SimulatedOperation;

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
  /** Of open loads. */
  startLagMs?: (workload: PlanWorkload) => number;
  /** Health probes of client 1, by the time of their sending. */
  probes?: { atMs: number; region: string; outcome: AttemptOutcome }[];
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

  let client = 0;
  for (const workload of plan.workloads) {
    for (let position = 0; position < workload.clients.count; position += 1) {
      client += 1;
      // Whatever becomes of them, the same operations arrive.
      const arriving = createRandom(deriveSeed(seed, `arrivals ${client}`));
      const random = createRandom(deriveSeed(seed, `client ${client}`));
      const book = createBook(client, workload);
      const lagMs = simulation.startLagMs?.(workload) ?? 1;
      // What follows an operation has its priority.
      const perform = (scheduledMs: number, op: OperationName, priority: Priority): number => {
        const done = behave(scheduledMs, op, random, workload);
        book.note(scheduledMs, op, priority, done);
        if (workload.load.model === 'open') book.noteLag(scheduledMs + done.latencyMs, lagMs);
        for (const attempt of done.attempts) {
          increment(received, attempt.region);
          if (attempt.outcome !== 'ok') increment(faulted, attempt.region);
        }
        const endedMs = scheduledMs + done.latencyMs;
        const { followedBy = null } = workload.operations.find(({ name }) => name === op) ?? {};
        if (done.outcome !== 'ok' || followedBy === null || endedMs >= endMs) return endedMs;
        return perform(endedMs, followedBy, priority);
      };
      runLoad({
        workload,
        position,
        endMs,
        random: arriving,
        start: (ms) => {
          const { name, priority } = drawOperation(workload, arriving);
          return perform(ms, name, priority);
        },
      });
      for (const probe of client === 1 ? (simulation.probes ?? []) : []) {
        book.noteProbe(probe);
        increment(received, probe.region);
      }
      flushes.push(...book.close());
    }
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

interface Run {
  workload: PlanWorkload;
  position: number;
  endMs: number;
  random: Random;
  /** Answers when the operation ended. */
  start(scheduledMs: number): number;
}

function runLoad({ workload: { load, clients }, position, endMs, random, start }: Run): void {
  if (load.model === 'open') {
    const next = createArrivals(load, position, clients.count, random);
    for (let scheduledMs = next(); scheduledMs < endMs; scheduledMs = next()) start(scheduledMs);
    return;
  }
  for (let slot = 0; slot < clients.concurrency; slot += 1) {
    for (let startMs = 0; startMs < endMs; startMs = start(startMs) + load.thinkMs);
  }
}

function drawOperation({ operations }: PlanWorkload, random: Random): PlanOperation {
  let left = random();
  for (const operation of operations) {
    left -= operation.share;
    if (left < 0) return operation;
  }
  return operations[0] as PlanOperation;
}

interface Page {
  operations: Map<string, FlushRecord['operations'][number]>;
  attempts: Map<string, FlushRecord['attempts'][number]>;
  latency: Map<string, { row: [number, OperationName, string, Priority, 0 | 1]; histogram: Histogram }>;
  retries: Map<number, number>;
  startLag: Histogram;
}

/** One client's telemetry, a page per second in which its operations ended. */
function createBook(client: number, { name: workload, clients }: PlanWorkload) {
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

  function note(scheduledMs: number, op: OperationName, priority: Priority, done: SimulatedOperation): void {
    const page = pageAt(scheduledMs + done.latencyMs);
    const bin = Math.floor(scheduledMs / countBinMs);
    const key = `${bin} ${op} ${done.region} ${priority} ${done.outcome}`;
    const count = (page.operations.get(key)?.[5] ?? 0) + 1;
    page.operations.set(key, [bin, op, done.region, priority, done.outcome, count]);
    done.attempts.forEach(({ region, outcome, code, afterMs, ...attempt }, index) => {
      const cause = attempt.cause ?? (index === 0 ? 'first' : 'retry');
      const number = cause === 'next' ? 1 : Math.min(index + 1, lastAttemptNumber);
      const { planned = clients.primary, fromS3 = outcome === 'ok' || code !== '' ? 1 : 0 } = attempt;
      noteAttempt(page, [bin, op, region, planned, priority, outcome, code, fromS3, cause, number, 1]);
      if (cause === 'retry') increment(page.retries, Math.floor((scheduledMs + afterMs) / countBinMs));
    });
    if (done.outcome === 'shed' || done.outcome === 'rejected') return;
    const second = Math.floor(scheduledMs / latencyBinMs);
    const succeeded = done.outcome === 'ok' ? 1 : 0;
    const latencyKey = `${second} ${op} ${done.region} ${priority} ${succeeded}`;
    const entry = page.latency.get(latencyKey) ?? {
      row: [second, op, done.region, priority, succeeded],
      histogram: createHistogram(),
    };
    recordValue(entry.histogram, done.latencyMs);
    page.latency.set(latencyKey, entry);
  }

  function noteLag(endedMs: number, lagMs: number): void {
    recordValue(pageAt(endedMs).startLag, lagMs);
  }

  function noteProbe({ atMs, region, outcome }: NonNullable<Simulation['probes']>[number]): void {
    const bin = Math.floor(atMs / countBinMs);
    noteAttempt(pageAt(atMs), [
      bin,
      'HeadObject',
      region,
      region,
      'normal',
      outcome,
      '',
      outcome === 'ok' ? 1 : 0,
      'probe',
      1,
      1,
    ]);
  }

  function close(): FlushRecord[] {
    const seconds = [...pages.keys()].sort((left, right) => left - right);
    const flushes = seconds.map((second, seq): FlushRecord => {
      const page = pageAt(second * 1000);
      return {
        type: 'flush',
        client,
        workload,
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

  return { note, noteLag, noteProbe, close };
}

function noteAttempt({ attempts }: Page, row: AttemptRow): void {
  const key = row.join(' ');
  const count = (attempts.get(key)?.[10] ?? 0) + 1;
  attempts.set(key, row.with(-1, count) as AttemptRow);
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
