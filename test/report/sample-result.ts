import {
  type AttemptResult,
  type BlastCell,
  type LatencySummary,
  type OperationResult,
  type OutcomeResult,
  type PhaseResult,
  type Result,
  type Rule,
  resultSchema,
  type TimelineSeries,
} from '../../src/shared/contracts/result.ts';
import type { DrillEvent } from '../../src/shared/contracts/telemetry.ts';
import { createHistogram, readQuantile, recordValue, toWire } from '../../src/shared/histogram.ts';
import { type PhaseName, phaseNames } from '../../src/shared/operations.ts';
import { createRandom, type Random } from '../../src/shared/random.ts';
import { durationMs, faultMs, primary, type Simulated, simulate, standby, windows } from './simulate-operations.ts';

const clients = 10;

export interface SampleOptions {
  seed?: number;
  /** From the first faulted request until clients use the standby; null: they never do. */
  failoverMs?: number | null;
  binMs?: number;
  variant?: string | null;
}

function summarise(operations: Simulated[]): {
  latency: LatencySummary;
  histogram: ReturnType<typeof createHistogram>;
} {
  const histogram = createHistogram();
  for (const operation of operations) if (operation.ok) recordValue(histogram, operation.latencyMs);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => readQuantile(histogram, q)) as (number | null)[];
  return {
    latency: {
      p50: p50 ?? null,
      p95: p95 ?? null,
      p99: p99 ?? null,
      max: histogram.count === 0 ? null : histogram.max,
    },
    histogram,
  };
}

function summarisePhase(name: PhaseName, operations: Simulated[]): PhaseResult {
  const [fromMs, toMs] = windows[name];
  const succeeded = operations.filter((operation) => operation.ok).length;
  const rate = succeeded / operations.length;
  const margin = 1.96 * Math.sqrt(Math.max(rate * (1 - rate), 1 / operations.length) / operations.length);
  return {
    name,
    kind: name,
    fromMs,
    toMs,
    operations: operations.length,
    succeeded,
    failed: operations.length - succeeded,
    shed: 0,
    successRate: rate,
    successLow: Math.max(0, rate - margin),
    successHigh: Math.min(1, rate + margin),
    latencyMs: summarise(operations).latency,
    offeredPerSecond: (operations.length * 1000) / (toMs - fromMs),
    goodputPerSecond: (succeeded * 1000) / (toMs - fromMs),
  };
}

function groupBy<Item>(items: Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function summariseOperations(operations: Simulated[]): OperationResult[] {
  const groups = groupBy(operations, ({ phase, op, region }) => [phase, op, region].join(' '));
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const succeeded = group.filter((operation) => operation.ok).length;
    const { phase, op, region } = first;
    const count = group.length;
    const latencyMs = summarise(group).latency;
    return [
      { phase, op, region, count, succeeded, failed: count - succeeded, successRate: succeeded / count, latencyMs },
    ];
  });
}

function countOutcomes(operations: Simulated[]): OutcomeResult[] {
  const groups = groupBy(operations, ({ phase, op, ok }) => [phase, op, ok].join(' '));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { phase, op, ok } = first;
    const outcome = ok ? 'ok' : 'failed';
    return [{ phase, workload: 'default', op, priority: 'normal', outcome, count: group.length }];
  });
}

function countAttempts(operations: Simulated[]): AttemptResult[] {
  const counts = new Map<string, AttemptResult>();
  const add = (row: AttemptResult) => {
    if (row.count === 0) return;
    const key = Object.values({ ...row, count: 0 }).join(' ');
    counts.set(key, { ...row, count: row.count + (counts.get(key)?.count ?? 0) });
  };
  for (const { phase, op, region, ok, failedAttempts } of operations) {
    const common = { phase, op, planned: primary, answeredBy: 's3' } as const;
    const failed = { ...common, outcome: 'serverError', code: 'InternalError' } as const;
    const again = failedAttempts > 0 ? 'retry' : 'first';
    add({ ...failed, cause: 'first', region: primary, count: Math.min(1, failedAttempts) });
    add({ ...failed, cause: 'retry', region: primary, count: Math.max(0, failedAttempts - 1) });
    if (ok) add({ ...common, cause: again, region, outcome: 'ok', code: '', count: 1 });
    else if (failedAttempts === 0) add({ ...failed, cause: 'first', region, code: 'ServiceUnavailable', count: 1 });
  }
  return [...counts.values()];
}

function buildBlastCells(attempts: AttemptResult[]): BlastCell[] {
  const failed = attempts.filter((row) => row.outcome !== 'ok');
  const total = failed.reduce((sum, row) => sum + row.count, 0);
  const groups = groupBy(failed, ({ op, region, outcome, code }) => [op, region, outcome, code].join(' '));
  return [...groups.values()]
    .flatMap((group) => {
      const first = group[0];
      if (first === undefined) return [];
      const { op, region, outcome, code } = first;
      const failures = group.reduce((sum, row) => sum + row.count, 0);
      const asked = attempts.filter((row) => row.op === op && row.region === region);
      const sent = asked.reduce((sum, row) => sum + row.count, 0);
      return [
        { op, region, outcome, code, answeredBy: first.answeredBy, attempts: sent, failures, share: failures / total },
      ];
    })
    .sort((a, b) => b.failures - a.failures);
}

function buildSeries(operations: Simulated[], binMs: number): TimelineSeries[] {
  const bins: Simulated[][] = Array.from({ length: durationMs / binMs }, () => []);
  for (const operation of operations) bins[Math.floor(operation.atMs / binMs)]?.push(operation);
  const perSecondOf = (count: number) => (count * 1000) / binMs;
  const draw = (
    measure: TimelineSeries['measure'],
    region: string | null,
    read: (bin: Simulated[], all: Simulated[]) => number | null,
  ): TimelineSeries => ({
    id: region === null ? measure : `${measure}:${region}`,
    measure,
    region,
    values: bins.map((bin) =>
      bin.length === 0 ? null : read(region === null ? bin : bin.filter((o) => o.region === region), bin),
    ),
  });
  const succeeded = (bin: Simulated[]) => bin.filter((operation) => operation.ok).length;
  const retriesOf = (bin: Simulated[]) =>
    bin.reduce((sum, { ok, failedAttempts }) => sum + (ok ? failedAttempts : Math.max(0, failedAttempts - 1)), 0);
  const success = (bin: Simulated[]) => (bin.length === 0 ? null : succeeded(bin) / bin.length);
  return [
    draw('success', null, success),
    draw('success', primary, success),
    draw('success', standby, success),
    draw('share', primary, (bin, all) => bin.length / all.length),
    draw('share', standby, (bin, all) => bin.length / all.length),
    draw('p50', null, (bin) => summarise(bin).latency.p50),
    draw('p95', null, (bin) => summarise(bin).latency.p95),
    draw('p99', null, (bin) => summarise(bin).latency.p99),
    draw('offered', null, (bin) => perSecondOf(bin.length)),
    draw('completed', null, (bin) => perSecondOf(succeeded(bin))),
    draw('failed', null, (bin) => perSecondOf(bin.length - succeeded(bin))),
    draw('shed', null, () => 0),
    draw('attempts', null, (bin) => perSecondOf(bin.length + retriesOf(bin))),
    draw('retries', null, (bin) => perSecondOf(retriesOf(bin))),
  ];
}

function buildEvents(random: Random, failoverMs: number | null): DrillEvent[] {
  const events: DrillEvent[] = [
    { atMs: 10_003, type: 'faultInjected', fault: 'fault-1', region: primary },
    { atMs: faultMs.to, type: 'faultReverted', fault: 'fault-1', region: primary },
    { atMs: faultMs.to + 12, type: 'faultsReadBack', detail: '0 active' },
  ];
  for (let client = 1; client <= clients; client += 1) {
    if (failoverMs === null) break;
    const openedAt = faultMs.from + failoverMs * (0.6 + 0.35 * random());
    const closedAt = faultMs.to + 300 + 550 * random();
    const common = { client, region: primary };
    events.push({ ...common, atMs: Math.round(openedAt), type: 'breakerOpened', detail: '5 consecutive failures' });
    events.push({ client, atMs: Math.round(openedAt) + 1, type: 'failedOver', region: standby });
    events.push({ ...common, atMs: Math.round(closedAt) - 60, type: 'breakerHalfOpened' });
    events.push({ ...common, atMs: Math.round(closedAt), type: 'breakerClosed' });
    events.push({ ...common, atMs: Math.round(closedAt) + 1, type: 'failedBack' });
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}

const breakers: Result['breakers'] = [
  { phase: 'fault', region: primary, opened: clients, closed: 0 },
  { phase: 'recovery', region: primary, opened: 0, closed: clients },
];

function scope({ name, operations, succeeded, failed, shed, successRate, latencyMs }: PhaseResult) {
  return { phase: name, count: operations, succeeded, failed, shed, successRate, latencyMs };
}

function countCauses(phase: PhaseName, operations: Simulated[]): Result['retries']['byCause'] {
  const inside = operations.filter((operation) => operation.phase === phase);
  const retried = inside.filter(({ failedAttempts }) => failedAttempts > 0);
  return [
    { phase, cause: 'first', count: inside.length, succeeded: inside.filter(succeededAtOnce).length },
    { phase, cause: 'retry', count: retried.length, succeeded: retried.filter(({ ok }) => ok).length },
  ];
}

function countByNumber(phase: PhaseName, operations: Simulated[]): Result['retries']['byAttempt'] {
  const inside = operations.filter((operation) => operation.phase === phase);
  const later = inside.filter(({ failedAttempts }) => failedAttempts > 0);
  return [
    { phase, attempt: 1, count: inside.length, succeeded: inside.filter(succeededAtOnce).length },
    { phase, attempt: 2, count: later.length, succeeded: later.filter(({ ok }) => ok).length },
  ];
}

function succeededAtOnce({ ok, failedAttempts }: Simulated): boolean {
  return ok && failedAttempts === 0;
}

function judge(id: string, rule: Omit<Rule, 'id' | 'status' | 'explanation'>, explanation: string): Rule {
  const { value, objective, comparator } = rule;
  const held = value !== null && (comparator === 'atLeast' ? value >= objective : value <= objective);
  return { id, ...rule, status: held ? 'passed' : 'missed', explanation };
}

/**
 * A drill of 40 s as the result stage would write it: us-east-1 answers 500 from 10 to 25 s, clients move to us-west-2
 * and back. The same options always give the same figures.
 */
export function buildSampleResult({
  seed = 7,
  failoverMs = 300,
  binMs = 1000,
  variant = null,
}: SampleOptions = {}): Result {
  const random = createRandom(seed);
  const operations = simulate(random, failoverMs);
  const phases = phaseNames.map((name) =>
    summarisePhase(
      name,
      operations.filter((o) => o.phase === name),
    ),
  );
  const attempts = countAttempts(operations);
  const cells = buildBlastCells(attempts);
  const attemptTotal = attempts.reduce((sum, row) => sum + row.count, 0);
  const succeeded = operations.filter((operation) => operation.ok).length;
  const faultPhase = phases[1] as PhaseResult;
  const amplify = (phase: PhaseName) => {
    const sent = attempts.filter((row) => row.phase === phase).reduce((sum, row) => sum + row.count, 0);
    const asked = operations.filter((operation) => operation.phase === phase).length;
    return { phase, amplification: sent / asked, retries: sent - asked };
  };
  const recoveryMs = failoverMs === null ? null : failoverMs + 140;
  const rules = [
    judge(
      'successRate(fault) ≥ 99 %',
      { measure: 'successRate', value: faultPhase.successRate, objective: 0.99, comparator: 'atLeast', unit: 'ratio' },
      `${faultPhase.succeeded} of ${faultPhase.operations} operations of the fault phase succeeded; at least 99 % had to.`,
    ),
    judge(
      'latency(fault, p99) ≤ 500 ms',
      { measure: 'latency', value: faultPhase.latencyMs.p99, objective: 500, comparator: 'atMost', unit: 'ms' },
      'p99 of succeeded operations scheduled in the fault phase, from the merged histogram.',
    ),
    judge(
      'recoveryTime ≤ 10 s',
      { measure: 'recoveryTime', value: recoveryMs, objective: 10_000, comparator: 'atMost', unit: 'ms' },
      'From the first faulted request to the start of the first stable 5 s with success ≥ 99 % and p99 ≤ 1.25 × steady.',
    ),
    judge(
      'retryAmplification ≤ 2',
      {
        measure: 'retryAmplification',
        value: attemptTotal / operations.length,
        objective: 2,
        comparator: 'atMost',
        unit: 'factor',
      },
      'Attempts divided by the requests that would have been sent had none failed, over the whole run.',
    ),
  ];
  const missed = rules.filter((rule) => rule.status === 'missed');
  const failedInFault = faultPhase.failed;
  return resultSchema.parse({
    schema: 's3drill/result@1',
    drill: {
      name: 'regional-failover',
      hypothesis: 'While us-east-1 answers 500, 99 % of operations still succeed and no acknowledged write is lost.',
      file: 'drills/regional-failover.ts',
      hash: '3f8a1c5e9b7d2046a1c3e5f7890b2d4f6a8c0e1f3a5b7c9d1e3f5a7b9c0d2e4f',
      variant,
    },
    run: {
      id: 'r-20250312T094100Z-7f3a',
      startedAt: '2025-03-12T09:41:00.000Z',
      finishedAt: '2025-03-12T09:41:43.210Z',
      seed,
      k6Version: '2.2.0',
      s3drillVersion: '0.1.0',
      target: 'embedded',
      machine: 'linux x64, 2 cores, Node 20.20',
    },
    validity: { valid: true, reasons: [], warnings: [] },
    verdict: {
      status: missed.length === 0 ? 'passed' : 'missed',
      headline:
        missed.length === 0
          ? `us-east-1 failed for 15 s and ${failedInFault} of ${faultPhase.operations} operations failed with it: all ${rules.length} objectives held.`
          : `us-east-1 failed for 15 s and took ${failedInFault} of ${faultPhase.operations} operations with it, against an objective of 99 % success.`,
      rules,
    },
    phases,
    totals: {
      operations: operations.length,
      succeeded,
      failed: operations.length - succeeded,
      shed: 0,
      attempts: attemptTotal,
      bytesSent: 81_222_656,
      bytesReceived: 22_806_528,
      requestsReceived: attemptTotal + 500,
      seedingAttempts: 500,
      cutBeforeRequest: 0,
    },
    load: [
      {
        workload: 'default',
        model: 'open',
        description: '200/s, poisson arrivals',
        clients,
        concurrency: 8,
      },
    ],
    workloads: phases.map((phase) => ({ workload: 'default', ...scope(phase) })),
    priorities: phases.map((phase) => ({ priority: 'normal', ...scope(phase) })),
    operations: summariseOperations(operations),
    outcomes: countOutcomes(operations),
    attempts,
    recovery: {
      faultAtMs: faultMs.from,
      revertedAtMs: faultMs.to,
      detectionMs: failoverMs === null ? null : Math.round(failoverMs * 0.6),
      symptomMs: 0,
      failoverMs,
      recoveryMs,
      failbackMs: failoverMs === null ? null : 900,
      failbackErrors: failoverMs === null ? null : 0,
    },
    retries: {
      amplification: attemptTotal / operations.length,
      byPhase: phaseNames.map(amplify),
      synchronisation: 1.8,
      pulse: { atMs: 10_200, retries: 42, mean: 14 },
      byCause: phaseNames.flatMap((phase) => countCauses(phase, operations)),
      byAttempt: phaseNames.flatMap((phase) => countByNumber(phase, operations)),
      peaks: { binMs: 100, values: Array.from({ length: 400 }, (_, bin) => (bin >= 100 && bin < 110 ? 9 : 0)) },
    },
    breakers: failoverMs === null ? [] : breakers,
    blastRadius: {
      cells,
      summary: 'GetObject and PutObject at us-east-1 answering InternalError explain 99 % of all failed attempts.',
    },
    durability: null,
    faults: [
      {
        id: 'fault-1',
        kind: 'internalError',
        region: primary,
        fromMs: faultMs.from,
        toMs: faultMs.to,
        requested: 1,
        observed: 1,
        matched: cells.reduce((sum, cell) => sum + cell.failures, 0),
        injected: cells.reduce((sum, cell) => sum + cell.failures, 0),
      },
    ],
    comparison: null,
    timeline: { binMs, series: buildSeries(operations, binMs) },
    histograms: phaseNames.map((phase) => ({
      phase,
      op: null,
      region: null,
      latency: toWire(summarise(operations.filter((operation) => operation.phase === phase)).histogram),
    })),
    events: buildEvents(random, failoverMs),
  });
}
