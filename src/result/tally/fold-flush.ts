import type { AttemptRow, FlushRecord, LatencyRow, OperationRow } from '../../shared/contracts/telemetry.ts';
import { createHistogram, fromWire, mergeInto } from '../../shared/histogram.ts';
import type { Tally } from './tally.ts';

/** Adds what one client did since its last flush. */
export function foldFlush(tally: Tally, flush: FlushRecord): void {
  for (const row of flush.operations) foldOperations(tally, row);
  for (const row of flush.attempts) foldAttempts(tally, row);
  for (const row of flush.latency) foldLatency(tally, row);
  for (const [bin, count] of flush.retries) addAt(tally.retriesSent, bin, count);
  mergeInto(tally.startLag, fromWire(flush.startLag));
  tally.bytesSent += flush.bytesSent;
  tally.bytesReceived += flush.bytesReceived;
  tally.events.push(...flush.events);
}

function foldOperations(tally: Tally, [bin, op, region, outcome, count]: OperationRow): void {
  const bins = tally.binPhases.length;
  if (bin < 0 || bin >= bins) {
    tally.operationsOutsideRun += count;
    return;
  }
  const cell = getOrCreate(tally.operations, `${op}|${region}`, () => ({
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

function foldAttempts(tally: Tally, [bin, op, region, outcome, code, retry, count]: AttemptRow): void {
  const phase = tally.binPhases[bin];
  if (phase === undefined) return;
  const cell = getOrCreate(tally.attempts, `${phase}|${op}|${region}|${outcome}|${retry}|${code}`, () => ({
    phase,
    op,
    region,
    outcome,
    code,
    retry: retry === 1,
    count: 0,
  }));
  cell.count += count;
  const bins = getOrCreate(tally.attemptBins, region, () => new Uint32Array(tally.binPhases.length));
  addAt(bins, bin, count);
  if (retry === 1) addAt(tally.retryBins, bin, count);
}

function foldLatency(tally: Tally, [second, op, region, succeeded, wire]: LatencyRow): void {
  const phase = tally.secondPhases[second];
  if (succeeded === 0 || phase === undefined) return;
  const latency = fromWire(wire);
  const overall = tally.latencySeconds[second];
  if (overall !== undefined) mergeInto(overall, latency);
  const key = `${phase}|${op}|${region}`;
  const cell = getOrCreate(tally.latency, key, () => ({ phase, op, region, latency: createHistogram() }));
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
