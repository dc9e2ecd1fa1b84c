import type { ProgressView } from '../../src/report/progress/view.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import { planSchema } from '../../src/shared/contracts/plan.ts';
import type { DrillEvent, FlushRecord } from '../../src/shared/contracts/telemetry.ts';
import type { PlanOperation } from '../../src/shared/contracts/workload.ts';
import { createHistogram, recordValue, toWire } from '../../src/shared/histogram.ts';
import type { OperationName } from '../../src/shared/operations.ts';

const primary = 'us-east-1';
const standby = 'us-west-2';
export const startedAtEpochMs = Date.UTC(2025, 2, 12, 9, 41);
const clients = 10;

export function buildPlan(overrides: Partial<Plan> = {}): Plan {
  return planSchema.parse({
    schema: 's3drill/plan@1',
    drill: { name: 'regional-failover', hypothesis: null, file: 'drill.ts', hash: 'a'.repeat(64), variant: null },
    seed: 7,
    regions: [
      { name: primary, upstream: 'embedded', replicatesFrom: null, replicationLagMs: 0 },
      { name: standby, upstream: 'embedded', replicatesFrom: primary, replicationLagMs: 500 },
    ],
    workloads: [
      {
        name: 'default',
        clients: {
          count: clients,
          concurrency: 8,
          queueLimit: 100,
          primary,
          standby: [standby],
          retry: { kind: 'standard', maxAttempts: 3 },
          breaker: {
            trip: { kind: 'consecutive', failures: 5 },
            openForMs: 1000,
            probes: 2,
            scope: 'region',
            countedOutcomes: ['serverError'],
          },
          failover: null,
          hedge: null,
          limit: { kind: 'fixed' },
          shedding: null,
        },
        operations: [buildOperation('GetObject', 0.7), buildOperation('PutObject', 0.3)],
        load: { model: 'open', shape: 'constant', arrivals: 'uniform', points: [{ atMs: 0, perSecond: 200 }] },
      },
    ],
    objects: { count: 10, size: { kind: 'range', minBytes: 4096, maxBytes: 4096 }, prefixes: 1 },
    phases: [
      { name: 'steady', kind: 'steady', fromMs: 0, toMs: 10_000 },
      { name: 'fault', kind: 'fault', fromMs: 10_000, toMs: 25_000 },
      { name: 'recovery', kind: 'recovery', fromMs: 25_000, toMs: 40_000 },
    ],
    faults: [
      {
        id: 'fault-1',
        kind: 'internalError',
        region: primary,
        fromMs: 10_000,
        toMs: 25_000,
        selectors: {},
        parameters: {},
      },
    ],
    objectives: [],
    availabilityTarget: 0.99,
    stableWindowMs: 5000,
    ...overrides,
  });
}

function buildOperation(name: OperationName, share: number): PlanOperation {
  return {
    name,
    share,
    priority: 'normal',
    deadlineMs: 2000,
    attemptTimeoutMs: 1000,
    retry: null,
    keys: { kind: 'uniform' },
    size: name === 'PutObject' ? { kind: 'range', minBytes: 4096, maxBytes: 4096 } : null,
    partBytes: null,
    rangeBytes: null,
    condition: null,
    pages: null,
    batch: null,
    followedBy: null,
  };
}

function buildFlush(client: number, second: number): FlushRecord {
  const shifted = second >= 11 && second < 26;
  const region = shifted ? standby : primary;
  const outcome = second === 10 ? 'failed' : 'ok';
  const latency = createHistogram();
  for (let i = 0; i < 20; i += 1) recordValue(latency, shifted ? 30 : 10);
  const events: DrillEvent[] = [];
  const common = { client, region: primary };
  if (second === 10) {
    events.push({ ...common, atMs: 10_300 + client, type: 'breakerOpened', detail: '5 consecutive failures' });
    events.push({ client, region: standby, atMs: 10_301 + client, type: 'failedOver' });
  }
  if (second === 25) {
    events.push({ ...common, atMs: 25_800 + client, type: 'breakerHalfOpened' });
    events.push({ ...common, atMs: 25_900 + client, type: 'breakerClosed' });
    events.push({ ...common, atMs: 25_901 + client, type: 'failedBack' });
  }
  return {
    type: 'flush',
    client,
    workload: 'default',
    seq: second,
    final: second === 39,
    operations: [[second * 10 + 3, 'GetObject', region, 'normal', outcome, 20]],
    attempts: [],
    latency: outcome === 'ok' ? [[second, 'GetObject', region, 'normal', 1, toWire(latency)]] : [],
    retries: [],
    bytesSent: 0,
    bytesReceived: 0,
    startLag: toWire(createHistogram()),
    events,
  };
}

/** Plays a drill of 40 s to a view, with a tick every 250 ms and each client's flushes a second late. */
export function playRun(view: ProgressView, untilMs: number): void {
  view.stage('starting 2 regions');
  view.tick(startedAtEpochMs - 2000);
  view.record({ type: 'start', startedAtEpochMs, runId: 'r-1', seedingAttempts: {} }, startedAtEpochMs);
  for (let atMs = 0; atMs <= untilMs; atMs += 250) {
    const now = startedAtEpochMs + atMs;
    const conduct = (event: DrillEvent) =>
      view.record({ type: 'conductor', seq: 0, final: false, events: [event] }, now);
    if (atMs === 10_000) conduct({ atMs: 10_003, type: 'faultInjected', fault: 'fault-1', region: primary });
    if (atMs === 25_000) conduct({ atMs: 25_010, type: 'faultReverted', fault: 'fault-1', region: primary });
    if (atMs >= 1000 && atMs <= 40_000 && atMs % 1000 === 0) {
      for (let client = 1; client <= clients; client += 1) view.record(buildFlush(client, atMs / 1000 - 1), now);
    }
    view.tick(now);
  }
}
