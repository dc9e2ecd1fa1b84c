import type { LatencySummary, PhaseResult, Result } from '../../src/shared/contracts/result.ts';
import { type PhaseName, phaseNames } from '../../src/shared/operations.ts';

/** What a run measured, as far as comparisons read it; the same in each phase unless given by phase. */
export interface RunFigures {
  id?: string;
  operations?: number;
  failed?: number | Partial<Record<PhaseName, number>>;
  p99?: number | null | Partial<Record<PhaseName, number>>;
  failoverMs?: number | null;
  recoveryMs?: number | null;
  faultAtMs?: number | null;
}

/** A valid result with these figures and nothing else of interest. */
export function buildRun(figures: RunFigures = {}): Result {
  const { operations = 3000, failoverMs = 300, recoveryMs = 1000, faultAtMs = 10_020 } = figures;
  const phases = phaseNames.map((name, index): PhaseResult => {
    const failed = readPhase(figures.failed ?? 3, name) ?? 0;
    return {
      name,
      kind: name,
      fromMs: index * 10_000,
      toMs: (index + 1) * 10_000,
      operations,
      succeeded: operations - failed,
      failed,
      shed: 0,
      successRate: 1 - failed / operations,
      successLow: null,
      successHigh: null,
      latencyMs: buildLatency(figures.p99 === undefined ? 40 : readPhase(figures.p99, name)),
      offeredPerSecond: operations / 10,
      goodputPerSecond: (operations - failed) / 10,
    };
  });
  const id = figures.id ?? 'run';
  return {
    schema: 's3drill/result@1',
    drill: { name: 'failover', hypothesis: null, file: 'drills/failover.ts', hash: 'a'.repeat(64), variant: null },
    run: {
      id,
      startedAt: '2026-02-28T09:37:00.000Z',
      finishedAt: '2026-02-28T09:37:40.000Z',
      seed: 7,
      k6Version: 'v2.2.0',
      s3drillVersion: '0.1.0',
      target: 'embedded',
      machine: '2 cores',
    },
    validity: { valid: true, reasons: [], warnings: [] },
    verdict: { status: 'passed', headline: 'All well.', rules: [] },
    phases,
    totals: {
      operations: 3 * operations,
      succeeded: 3 * operations,
      failed: 0,
      shed: 0,
      attempts: 3 * operations,
      bytesSent: 0,
      bytesReceived: 0,
      requestsReceived: 3 * operations,
      seedingAttempts: 0,
      cutBeforeRequest: 0,
    },
    load: [],
    workloads: [],
    priorities: [],
    operations: phases.map(({ name, latencyMs, operations: count, succeeded, failed, successRate }) => {
      const rate = successRate ?? 1;
      return { phase: name, op: 'GetObject', region: 'a', count, succeeded, failed, successRate: rate, latencyMs };
    }),
    outcomes: [],
    attempts: [],
    recovery: {
      faultAtMs,
      revertedAtMs: faultAtMs === null ? null : 25_050,
      detectionMs: faultAtMs === null ? null : 200,
      symptomMs: null,
      failoverMs,
      recoveryMs,
      failbackMs: null,
      failbackErrors: null,
    },
    retries: {
      amplification: 1.1,
      byPhase: phaseNames.map((phase) => ({ phase, amplification: 1.1, retries: 300 })),
      synchronisation: null,
      pulse: null,
      byCause: [],
      byAttempt: [],
      peaks: { binMs: 100, values: [] },
    },
    breakers: [],
    blastRadius: { cells: [], summary: 'No attempt failed.' },
    durability: null,
    faults: [],
    comparison: null,
    timeline: { binMs: 1000, series: [] },
    histograms: [],
    events: [],
  };
}

function readPhase<T>(value: T | Partial<Record<PhaseName, T>>, name: PhaseName): T | null {
  return typeof value === 'object' && value !== null
    ? ((value as Partial<Record<PhaseName, T>>)[name] ?? null)
    : (value as T);
}

function buildLatency(p99: number | null): LatencySummary {
  return p99 === null ? { p50: 10, p95: 20, p99: null, max: 90 } : { p50: p99 / 4, p95: p99 / 2, p99, max: 2 * p99 };
}
