import type { Plan, PlanPhase } from '../../shared/contracts/plan.ts';
import type { DrillEvent, EventType, TelemetryRecord } from '../../shared/contracts/telemetry.ts';
import { operationNames } from '../../shared/operations.ts';
import { cleanText } from '../terminal/text-width.ts';
import { nameRun } from '../view/name-run.ts';
import { addFlush, createRegionWindow, type RegionWindow } from './region-window.ts';

/** The same event of several clients at one region is one line. */
export interface EventGroup {
  event: DrillEvent;
  clients: Set<number>;
}

/** All that is kept of a run while it runs: bounded by clients and regions, not by its length. */
export interface ProgressState {
  plan: Plan;
  /** What runs, on one line. */
  label: string;
  /** What the runner is doing, in its words. */
  stage: string;
  /** Objects written before the run; null before the first and once the run has started. */
  seeding: { done: number; total: number } | null;
  /** Zero of the run; null until its start record. */
  startedAtEpochMs: number | null;
  window: RegionWindow;
  operations: number;
  failed: number;
  /** State of each breaker that is not closed, by client, region and operation. */
  breakers: Map<string, { region: string; halfOpen: boolean }>;
  /** Newest last. */
  recentEvents: EventGroup[];
}

const mostRecentEvents = 5;
const groupedWithinMs = 5000;

export function createProgressState(plan: Plan): ProgressState {
  return {
    plan,
    label: cleanText(nameRun(plan.drill)),
    stage: '',
    seeding: null,
    startedAtEpochMs: null,
    window: createRegionWindow(plan.regions.map((region) => region.name)),
    operations: 0,
    failed: 0,
    breakers: new Map(),
    recentEvents: [],
  };
}

/** Where a client has a breaker per region and operation, the operation is the detail of its events. */
function followBreaker(breakers: ProgressState['breakers'], { type, client, region, detail }: DrillEvent): void {
  if (client === undefined || region === undefined) return;
  const operation = operationNames.find((name) => name === detail) ?? '';
  const key = `${client} ${region} ${operation}`;
  if (type === 'breakerOpened') breakers.set(key, { region, halfOpen: false });
  if (type === 'breakerHalfOpened') breakers.set(key, { region, halfOpen: true });
  if (type === 'breakerClosed') breakers.delete(key);
}

function remember(recent: EventGroup[], event: DrillEvent): void {
  const { client } = event;
  const same = recent.find(({ event: known }) => isAlike(known, event) && event.atMs - known.atMs < groupedWithinMs);
  if (same !== undefined && client !== undefined) {
    same.clients.add(client);
    return;
  }
  recent.push({ event, clients: new Set(client === undefined ? [] : [client]) });
  if (recent.length > mostRecentEvents) recent.shift();
}

/** What clients shed is in the detail: shedding of two priorities is two things. */
function isAlike(a: DrillEvent, b: DrillEvent): boolean {
  if (a.type !== b.type || a.region !== b.region) return false;
  return !isShedding(a.type) || a.detail === b.detail;
}

export function isShedding(type: EventType): boolean {
  return type === 'sheddingStarted' || type === 'sheddingStopped';
}

/** @returns the events that the record brought */
export function foldRecord(state: ProgressState, record: TelemetryRecord): DrillEvent[] {
  if (record.type === 'seeding') state.seeding = { done: record.done, total: record.total };
  if (record.type === 'start') {
    state.startedAtEpochMs = record.startedAtEpochMs;
    state.seeding = null;
  }
  if (record.type === 'flush') {
    addFlush(state.window, record);
    for (const [, , , , outcome, count] of record.operations) {
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
