import type { DrillEvent, EventType } from '../../shared/contracts/telemetry.ts';
import { formatCount, formatMoment, formatPercent, formatPerSecond } from '../../shared/format.ts';
import { describeEvent } from './describe-event.ts';
import { describeSeeding } from './describe-seeding.ts';
import { findPhase, isShedding, type ProgressState, readDurationMs } from './progress-state.ts';
import { readOverall, readRegions } from './region-window.ts';

/** One line of a log. */
export interface Notice {
  level: 'info' | 'warn' | 'error';
  /** From the start of the run; null before it. */
  atMs: number | null;
  message: string;
  fields: Record<string, string | number | null>;
}

const levels: Partial<Record<EventType, Notice['level']>> = {
  breakerOpened: 'warn',
  regionUnhealthy: 'warn',
  failedOver: 'warn',
  diverted: 'warn',
  sheddingStarted: 'warn',
  faultInjected: 'warn',
  conductorFailed: 'error',
};

/** The conductor tells these once; of all others the first client's, at a region in a phase, stands for all. */
const once: ReadonlySet<EventType> = new Set(['faultInjected', 'faultReverted', 'conductorFailed']);
/** Too many or too small to be worth a line: the report counts them. */
const left: ReadonlySet<EventType> = new Set(['breakerHalfOpened', 'faultsReadBack', 'hedgingStopped', 'limitChanged']);

/** @param told what was said already; bounded by phases, regions and priorities */
export function noticeEvent(state: ProgressState, event: DrillEvent, told: Set<string>): Notice | null {
  if (left.has(event.type)) return null;
  const first = !once.has(event.type);
  const what = isShedding(event.type) ? event.detail : event.region;
  const key = `${findPhase(state.plan, event.atMs)?.name} ${event.type} ${what}`;
  if (first && told.has(key)) return null;
  told.add(key);
  const fields: Notice['fields'] = { event: event.type };
  for (const name of ['region', 'client', 'fault'] as const) {
    if (event[name] !== undefined) fields[name] = event[name];
  }
  const message = first ? `first ${describeEvent(event)}` : describeEvent(event);
  return { level: levels[event.type] ?? 'info', atMs: event.atMs, message, fields };
}

/** A line for each tenth of the objects; null where there is nothing new to say. */
export function noticeSeeding({ seeding }: ProgressState, told: Set<string>): Notice | null {
  if (seeding === null || seeding.total === 0) return null;
  const { done, total } = seeding;
  const tenths = Math.floor((done * 10) / total);
  const key = `seeding ${tenths}`;
  if (tenths === 0 || told.has(key)) return null;
  told.add(key);
  return { level: 'info', atMs: null, message: describeSeeding(done, total), fields: { seeded: done, objects: total } };
}

/** Phases that began since `fromMs`, and the end of the last one. */
export function noticePhases(state: ProgressState, fromMs: number, toMs: number): Notice[] {
  const { plan } = state;
  const begun = plan.phases.filter((phase) => phase.fromMs > fromMs && phase.fromMs <= toMs);
  const notices = begun.map(
    (phase): Notice => ({
      level: 'info',
      atMs: phase.fromMs,
      message: `phase ${phase.name}, until ${formatMoment(phase.toMs)}`,
      fields: { phase: phase.name },
    }),
  );
  const endMs = readDurationMs(plan);
  if (endMs > fromMs && endMs <= toMs) {
    notices.push({ level: 'info', atMs: endMs, message: 'load ends, draining', fields: {} });
  }
  return notices;
}

export function noticeHeartbeat(state: ProgressState, atMs: number): Notice {
  const { perSecond, success } = readOverall(readRegions(state.window));
  const target = state.plan.availabilityTarget;
  const parts = [
    `${formatCount(state.operations)} operations, ${formatCount(state.failed)} failed`,
    `now ${formatPerSecond(perSecond)}, success ${formatPercent(success)}`,
    state.breakers.size === 0 ? 'breakers closed' : `${formatCount(state.breakers.size)} breakers not closed`,
  ];
  return {
    level: success !== null && success < target ? 'warn' : 'info',
    atMs,
    message: parts.join('; '),
    fields: { operations: state.operations, failed: state.failed, perSecond, success },
  };
}

/** `[12 s] message` */
export function writeNoticeText({ atMs, message }: Notice): string {
  return atMs === null ? message : `[${formatMoment(Math.round(atMs / 100) * 100)}] ${message}`;
}

export function writeNoticeJson({ atMs, level, message, fields }: Notice, nowEpochMs: number): string {
  return JSON.stringify({ at: new Date(nowEpochMs).toISOString(), level, message, runMs: atMs, ...fields });
}
