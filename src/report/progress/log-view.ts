import type { Plan } from '../../shared/contracts/plan.ts';
import { cleanText, cutText } from '../terminal/text-width.ts';
import {
  type Notice,
  noticeEvent,
  noticeHeartbeat,
  noticePhases,
  noticeSeeding,
  writeNoticeJson,
  writeNoticeText,
} from './notices.ts';
import { createProgressState, foldRecord } from './progress-state.ts';
import type { ProgressView } from './view.ts';

interface Log {
  plan: Plan;
  write(text: string): void;
  columns: number;
  format: 'text' | 'json';
  now(): number;
}

const heartbeatMs = 30_000;

/** For a CI or a file: a line per phase and important event, and a sign of life in between. */
export function createLogView({ plan, write, columns, format, now }: Log): ProgressView {
  const state = createProgressState(plan);
  const told = new Set<string>();
  let seenMs = -1;
  let nextHeartbeatMs = heartbeatMs;
  let stopped = false;

  const say = (notice: Notice, nowEpochMs: number) => {
    const line = format === 'json' ? writeNoticeJson(notice, nowEpochMs) : cutText(writeNoticeText(notice), columns);
    write(`${line}\n`);
  };
  const advance = (nowEpochMs: number) => {
    if (state.startedAtEpochMs === null) return;
    const atMs = nowEpochMs - state.startedAtEpochMs;
    for (const notice of noticePhases(state, seenMs, atMs)) say(notice, nowEpochMs);
    seenMs = Math.max(seenMs, atMs);
    if (atMs < nextHeartbeatMs) return;
    nextHeartbeatMs = (Math.floor(atMs / heartbeatMs) + 1) * heartbeatMs;
    say(noticeHeartbeat(state, atMs), nowEpochMs);
  };

  return {
    stage(text) {
      if (stopped) return;
      state.stage = cleanText(text);
      say({ level: 'info', atMs: null, message: state.stage, fields: {} }, now());
    },
    record(record, nowEpochMs) {
      if (stopped) return;
      const events = foldRecord(state, record);
      const seeding = noticeSeeding(state, told);
      if (seeding !== null) say(seeding, nowEpochMs);
      advance(nowEpochMs);
      for (const event of events) {
        const notice = noticeEvent(state, event, told);
        if (notice !== null) say(notice, nowEpochMs);
      }
    },
    tick(nowEpochMs) {
      if (!stopped) advance(nowEpochMs);
    },
    stop() {
      stopped = true;
    },
  };
}
