import type { AttemptRow, FlushRecord, LatencyRow, OperationRow } from '../../shared/contracts/telemetry.ts';
import { createHistogram, fromWire, mergeInto } from '../../shared/histogram.ts';
import { findAnswerer } from './find-answerer.ts';
import type { Tally } from './tally.ts';

/** Adds what one client did since its last flush. */
export function foldFlush(tally: Tally, flush: FlushRecord): void {
  const { workload } = flush;
  if (tally.plan.workloads.every(({ name }) => name !== workload)) tally.unknownWorkloads.add(workload);
  for (const row of flush.operations) foldOperations(tally, workload, row);
  for (const row of flush.attempts) foldAttempts(tally, workload, row);
  for (const row of flush.latency) foldLatency(tally, workload, row);
  for (const [bin, count] of flush.retries) addAt(tally.retriesSent, bin, count);
  mergeInto(getOrCreate(tally.startLag, workload, createHistogram), fromWire(flush.startLag));
  tally.bytesSent += flush.bytesSent;
  tally.bytesReceived += flush.bytesReceived;
  tally.events.push(...flush.events);
}

function foldOperations(tally: Tally, workload: string, row: OperationRow): void {
  const [bin, op, region, priority, outcome, count] = row;
  const bins = tally.binPhases.length;
  const phase = tally.binPhases[bin];
  if (phase === undefined) {
    tally.operationsOutsideRun += count;
    return;
  }
  const cell = getOrCreate(tally.operations, `${workload}|${op}|${region}|${priority}`, () => ({
    workload,
    priority,
    op,
    region,
    total: new Uint32Array(bins),
    succeeded: new Uint32Array(bins),
    shed: new Uint32Array(bins),
  }));
  addAt(cell.total, bin, count);
  if (outcome === 'ok') addAt(cell.succeeded, bin, count);
  if (outcome === 'shed') addAt(cell.shed, bin, count);
  const ended = getOrCreate(tally.outcomes, `${phase}|${workload}|${op}|${priority}|${outcome}`, () => ({
    phase,
    workload,
    op,
    priority,
    outcome,
    count: 0,
  }));
  ended.count += count;
}

function foldAttempts(tally: Tally, workload: string, row: AttemptRow): void {
  const [sentBin, op, region, planned, priority, outcome, code, fromS3, cause, number, count] = row;
  const answeredBy = findAnswerer(outcome, fromS3);
  const last = tally.binPhases.length - 1;
  // A probe is sent when its time has come, be it while the clients drain.
  const bin = cause === 'probe' ? Math.min(last, Math.max(0, sentBin)) : sentBin;
  const phase = tally.binPhases[bin];
  if (phase === undefined) return;
  const route = `${workload}|${op}|${region}|${planned}|${priority}`;
  const key = `${phase}|${route}|${outcome}|${answeredBy}|${cause}|${number}|${code}`;
  const cell = getOrCreate(tally.attempts, key, () => ({
    phase,
    workload,
    priority,
    op,
    region,
    planned,
    outcome,
    code,
    answeredBy,
    cause,
    number,
    count: 0,
  }));
  cell.count += count;
  addAt(
    getOrCreate(tally.attemptBins, region, () => new Uint32Array(last + 1)),
    bin,
    count,
  );
  if (cause === 'retry') addAt(tally.retryBins, bin, count);
}

function foldLatency(tally: Tally, workload: string, row: LatencyRow): void {
  const [second, op, region, priority, succeeded, wire] = row;
  const phase = tally.secondPhases[second];
  if (succeeded === 0 || phase === undefined) return;
  const latency = fromWire(wire);
  const overall = tally.latencySeconds[second];
  if (overall !== undefined) mergeInto(overall, latency);
  const cell = getOrCreate(tally.latency, `${phase}|${workload}|${op}|${region}|${priority}`, () => ({
    phase,
    workload,
    priority,
    op,
    region,
    latency: createHistogram(),
  }));
  mergeInto(cell.latency, latency);
}

function addAt(bins: Uint32Array, bin: number, count: number): void {
  // A bin outside the array is ignored by the array itself: retries are sent until the last operation has drained.
  bins[bin] = (bins[bin] ?? 0) + count;
}

function getOrCreate<V>(map: Map<string, V>, key: string, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
