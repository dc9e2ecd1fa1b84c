import type { Plan, PlanPhase } from '../../shared/contracts/plan.ts';
import type { DrillEvent, TelemetryRecord } from '../../shared/contracts/telemetry.ts';
import { addFlush, createRegionWindow, type RegionWindow } from './region-window.ts';

/** The same event of several clients at one region is one line. */
export interface EventGroup {
  event: DrillEvent;
  count: number;
}

/** All that is kept of a run while it runs: bounded by clients and regions, not by its length. */
export interface ProgressState {
  plan: Plan;
  /** What the runner is doing, in its words. */
  stage: string;
  /** Zero of the run; null until its start record. */
  startedAtEpochMs: number | null;
  window: RegionWindow;
  operations: number;
  failed: number;
  /** State of each breaker that is not closed, by client and region. */
  breakers: Map<string, { region: string; halfOpen: boolean }>;
  /** Newest last. */
  recentEvents: EventGroup[];
}

const mostRecentEvents = 5;
const groupedWithinMs = 5000;

export function createProgressState(plan: Plan): ProgressState {
  return {
    plan,
    stage: '',
    startedAtEpochMs: null,
    window: createRegionWindow(plan.regions.map((region) => region.name)),
    operations: 0,
    failed: 0,
    breakers: new Map(),
    recentEvents: [],
  };
}

function followBreaker(breakers: ProgressState['breakers'], { type, client, region }: DrillEvent): void {
  if (client === undefined || region === undefined) return;
  const key = `${client} ${region}`;
  if (type === 'breakerOpened') breakers.set(key, { region, halfOpen: false });
  if (type === 'breakerHalfOpened') breakers.set(key, { region, halfOpen: true });
  if (type === 'breakerClosed') breakers.delete(key);
}

function remember(recent: EventGroup[], event: DrillEvent): void {
  const same = recent.find(
    ({ event: known }) =>
      known.type === event.type && known.region === event.region && event.atMs - known.atMs < groupedWithinMs,
  );
  if (same !== undefined && event.client !== undefined) {
    same.count += 1;
    return;
  }
  recent.push({ event, count: 1 });
  if (recent.length > mostRecentEvents) recent.shift();
}

/** @returns the events that the record brought */
export function foldRecord(state: ProgressState, record: TelemetryRecord): DrillEvent[] {
  if (record.type === 'start') state.startedAtEpochMs = record.startedAtEpochMs;
  if (record.type === 'flush') {
    addFlush(state.window, record);
    for (const [, , , outcome, count] of record.operations) {
      state.operations += count;
      if (outcome !== 'ok') state.failed += count;
    }
  }
  if (record.type !== 'flush' && record.type !== 'conductor') return [];
  for (const event of record.events) {
    followBreaker(state.breakers, event);
    remember(state.recentEvents, event);
  }
  return record.events;
}

/** null before the first and after the last phase. */
export function findPhase(plan: Plan, atMs: number): PlanPhase | undefined {
  return plan.phases.find((phase) => atMs >= phase.fromMs && atMs < phase.toMs);
}

export function readDurationMs(plan: Plan): number {
  return Math.max(0, ...plan.phases.map((phase) => phase.toMs));
}
