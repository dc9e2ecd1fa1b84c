import type { AttemptRow, FlushRecord, LatencyRow, OperationRow } from '../../shared/contracts/telemetry.ts';
import { createHistogram, fromWire, mergeInto } from '../../shared/histogram.ts';
import type { AttemptCause } from '../../shared/outcome.ts';
import { findPriority } from './find-priority.ts';
import type { Tally } from './tally.ts';

/** Adds what one client did since its last flush. */
export function foldFlush(tally: Tally, flush: FlushRecord): void {
  const { workload } = flush;
  if (tally.plan.workloads.every(({ name }) => name !== workload)) tally.unknownWorkloads.add(workload);
  for (const row of flush.operations) foldOperations(tally, workload, row);
  for (const row of flush.attempts) foldAttempts(tally, workload, row);
  for (const row of flush.latency) foldLatency(tally, workload, row);
  for (const [bin, count] of flush.retries) addAt(tally.retriesSent, bin, count);
  mergeInto(tally.startLag, fromWire(flush.startLag));
  tally.bytesSent += flush.bytesSent;
  tally.bytesReceived += flush.bytesReceived;
  tally.events.push(...flush.events);
}

function foldOperations(tally: Tally, workload: string, [bin, op, region, outcome, count]: OperationRow): void {
  const bins = tally.binPhases.length;
  if (bin < 0 || bin >= bins) {
    tally.operationsOutsideRun += count;
    return;
  }
  const cell = getOrCreate(tally.operations, `${workload}|${op}|${region}`, () => ({
    workload,
    priority: findPriority(tally.plan, workload, op),
    op,
    region,
    total: new Uint32Array(bins),
    succeeded: new Uint32Array(bins),
    shed: new Uint32Array(bins),
  }));
  addAt(cell.total, bin, count);
  if (outcome === 'ok') addAt(cell.succeeded, bin, count);
  if (outcome === 'shed') addAt(cell.shed, bin, count);
}

/** Causes of attempts that go where the router sends the operation; the others have a region of their own to ask. */
const routedCauses: ReadonlySet<AttemptCause> = new Set(['first', 'retry', 'next']);

function foldAttempts(tally: Tally, workload: string, row: AttemptRow): void {
  const [sentBin, op, region, planned, outcome, code, , cause, number, count] = row;
  const last = tally.binPhases.length - 1;
  // A probe is sent when its time has come, be it while the clients drain.
  const bin = cause === 'probe' ? Math.min(last, Math.max(0, sentBin)) : sentBin;
  const phase = tally.binPhases[bin];
  if (phase === undefined) return;
  const key = `${phase}|${workload}|${op}|${region}|${outcome}|${cause}|${number}|${code}`;
  const cell = getOrCreate(tally.attempts, key, () => ({
    phase,
    workload,
    priority: findPriority(tally.plan, workload, op),
    op,
    region,
    outcome,
    code,
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
  if (region !== planned && routedCauses.has(cause)) addAt(tally.divertedBins, bin, count);
}

function foldLatency(tally: Tally, workload: string, [second, op, region, succeeded, wire]: LatencyRow): void {
  const phase = tally.secondPhases[second];
  if (succeeded === 0 || phase === undefined) return;
  const latency = fromWire(wire);
  const overall = tally.latencySeconds[second];
  if (overall !== undefined) mergeInto(overall, latency);
  const cell = getOrCreate(tally.latency, `${phase}|${workload}|${op}|${region}`, () => ({
    phase,
    workload,
    priority: findPriority(tally.plan, workload, op),
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
