import { describe, expect, it } from 'vitest';
import { createProgressView, type ProgressOptions } from '../../src/report/progress-view.ts';
import { measureText } from '../../src/report/terminal/text-width.ts';
import type { DrillEvent } from '../../src/shared/contracts/telemetry.ts';
import { buildPlan, playRun, startedAtEpochMs } from './play-run.ts';
import { hostileName } from './sample-variations.ts';

const escapeCharacter = String.fromCharCode(27);
const sequences = new RegExp(`${escapeCharacter}\\[[0-9;]*[A-Za-z]`, 'g');

function play(options: Partial<ProgressOptions> = {}, untilMs = 41_000) {
  const written: string[] = [];
  const view = createProgressView({
    plan: buildPlan(),
    write: (text) => written.push(text),
    interactive: false,
    color: false,
    columns: 100,
    format: 'text',
    now: () => startedAtEpochMs - 2000,
    ...options,
  });
  playRun(view, untilMs);
  return { written, view };
}

function readLastFrame(written: string[]): string[] {
  return (written.at(-1) ?? '').replace(sequences, '').trimEnd().split('\n');
}

describe('the screen while a drill runs', () => {
  it('shows the stage until the run starts', () => {
    const { written } = play({ interactive: true }, 0);
    expect(written[0]?.replace(sequences, '')).toBe('regional-failover  starting 2 regions\n');
  });

  it('shows how far the seeding is, until the run starts', () => {
    const written: string[] = [];
    const view = createProgressView({
      plan: buildPlan(),
      write: (text) => written.push(text),
      interactive: true,
      color: false,
      columns: 100,
      format: 'text',
    });
    view.stage('seeding objects');
    view.record({ type: 'seeding', done: 250, total: 1000 }, startedAtEpochMs - 1000);
    view.tick(startedAtEpochMs - 1000);
    expect(readLastFrame(written)).toEqual([
      'regional-failover  seeding objects',
      `${'█'.repeat(10)}${'░'.repeat(30)}  250 of 1,000 objects seeded (25 %)`,
    ]);
    view.record({ type: 'start', startedAtEpochMs, runId: 'r', seedingAttempts: {} }, startedAtEpochMs);
    view.tick(startedAtEpochMs);
    expect(readLastFrame(written).join('\n')).not.toContain('seeded');
  });

  it('names the variant that runs', () => {
    const plan = buildPlan();
    plan.drill.variant = 'noJitter';
    expect(readLastFrame(play({ plan, interactive: true }, 5000).written)[0]).toContain('regional-failover · noJitter');
  });

  it('counts breakers by operation apart', () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    const view = createProgressView({
      plan: buildPlan(),
      write,
      interactive: true,
      color: false,
      columns: 100,
      format: 'text',
    });
    view.record({ type: 'start', startedAtEpochMs, runId: 'r', seedingAttempts: {} }, startedAtEpochMs);
    const common = { client: 1, region: 'us-east-1' };
    const events: DrillEvent[] = [
      { ...common, atMs: 10, type: 'breakerOpened', detail: 'GetObject' },
      { ...common, atMs: 20, type: 'breakerOpened', detail: 'PutObject' },
      { ...common, atMs: 30, type: 'breakerClosed', detail: 'PutObject' },
    ];
    view.record({ type: 'conductor', seq: 0, final: false, events }, startedAtEpochMs);
    view.tick(startedAtEpochMs + 1000);
    expect(readLastFrame(written).join('\n')).toContain('us-east-1: 1 open');
  });

  it('shows where the run stands, each region, the breakers and the fault', () => {
    const frame = readLastFrame(play({ interactive: true }, 20_000).written).join('\n');
    expect(frame).toContain('regional-failover  seed 7  20 s of 40 s, 20 s left');
    expect(frame).toMatch(/us-west-2 +100 % +200\/s +100 % +30 ms +█{8}/);
    expect(frame).toMatch(/us-east-1 +0 % +0\/s +– +– +█{10}▁/);
    expect(frame).toContain('us-east-1: 10 open');
    expect(frame).toContain('internalError at us-east-1, for another 5 s');
    expect(frame).toContain('breaker opened, us-east-1, 10 clients: 5 consecutive failures');
  });

  it('counts down to the next fault', () => {
    expect(readLastFrame(play({ interactive: true }, 7000).written).join('\n')).toContain(
      'internalError at us-east-1 in 3 s',
    );
  });

  it('draws over its last frame, at most four times a second', () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    const view = createProgressView({
      plan: buildPlan(),
      write,
      interactive: true,
      color: false,
      columns: 80,
      format: 'text',
    });
    view.record({ type: 'start', startedAtEpochMs, runId: 'r', seedingAttempts: {} }, startedAtEpochMs);
    for (let ms = 0; ms < 2000; ms += 10) view.tick(startedAtEpochMs + ms);
    expect(written).toHaveLength(8);
    const height = (written[0]?.match(/\n/g) ?? []).length;
    for (const frame of written.slice(1)) expect(frame.startsWith(`${escapeCharacter}[${height}F`)).toBe(true);
  });

  it.each([20, 40, 80, 200])('never exceeds %d columns', (columns) => {
    const plan = buildPlan();
    plan.drill.name = hostileName;
    for (const region of plan.regions) region.name = `${hostileName} 漢字 ${region.name}`;
    for (const color of [true, false]) {
      for (const frame of play({ plan, interactive: true, columns, color }).written) {
        for (const line of frame.replace(sequences, '').split('\n'))
          expect(measureText(line)).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('draws nothing more once stopped', () => {
    const { written, view } = play({ interactive: true }, 5000);
    const count = written.length;
    view.stop();
    view.tick(startedAtEpochMs + 60_000);
    expect(written).toHaveLength(count);
  });
});

describe('the log while a drill runs', () => {
  it('has a line per phase and important event, and a sign of life each 30 s', () => {
    expect(play().written.join('')).toBe(
      [
        'starting 2 regions',
        '[0 s] phase steady, until 10 s',
        '[10 s] phase fault, until 25 s',
        '[10 s] fault injected, us-east-1, fault-1',
        '[10.3 s] first breaker opened, us-east-1, client 1: 5 consecutive failures',
        '[10.3 s] first failed over, us-west-2, client 1',
        '[25 s] phase recovery, until 40 s',
        '[25 s] fault reverted, us-east-1, fault-1',
        '[25.9 s] first breaker closed, us-east-1, client 1',
        '[25.9 s] first failed back, us-east-1, client 1',
        '[30 s] 5,820 operations, 200 failed; now 200/s, success 100 %; breakers closed',
        '[40 s] load ends, draining',
        '',
      ].join('\n'),
    );
  });

  it('is one JSON object a line when asked for, terminal or not', () => {
    for (const interactive of [true, false]) {
      const lines = play({ format: 'json', interactive }).written.map((line) => JSON.parse(line));
      expect(lines[0]).toEqual({
        at: '2025-03-12T09:40:58.000Z',
        level: 'info',
        message: 'starting 2 regions',
        runMs: null,
      });
      expect(lines).toContainEqual(
        expect.objectContaining({ level: 'warn', event: 'faultInjected', region: 'us-east-1', runMs: 10_003 }),
      );
      for (const line of lines) expect(Object.keys(line)).toEqual(expect.arrayContaining(['at', 'level', 'message']));
    }
  });

  it('never exceeds the columns', () => {
    for (const line of play({ columns: 40 }).written) expect(measureText(line.trimEnd())).toBeLessThanOrEqual(40);
  });

  it('says nothing more once stopped', () => {
    const { written, view } = play();
    const count = written.length;
    view.stop();
    view.stage('late');
    view.tick(startedAtEpochMs + 90_000);
    expect(written).toHaveLength(count);
  });

  it('says when each tenth of the objects is seeded, and nothing twice', () => {
    const written: string[] = [];
    const view = createProgressView({
      plan: buildPlan(),
      write: (text) => written.push(text),
      interactive: false,
      color: false,
      columns: 100,
      format: 'text',
    });
    for (const done of [0, 40, 100, 120, 340, 1000, 1000]) {
      view.record({ type: 'seeding', done, total: 1000 }, startedAtEpochMs - 1000);
    }
    expect(written).toEqual([
      '100 of 1,000 objects seeded (10 %)\n',
      '340 of 1,000 objects seeded (34 %)\n',
      '1,000 of 1,000 objects seeded (100 %)\n',
    ]);
  });

  it('names the first shedding of each priority in a phase, and leaves out what changes all the time', () => {
    const written: string[] = [];
    const view = createProgressView({
      plan: buildPlan(),
      write: (text) => written.push(text),
      interactive: false,
      color: false,
      columns: 100,
      format: 'text',
    });
    view.record({ type: 'start', startedAtEpochMs, runId: 'r', seedingAttempts: {} }, startedAtEpochMs);
    const events: DrillEvent[] = [
      { atMs: 11_000, type: 'sheddingStarted', client: 1, detail: 'deferrable' },
      { atMs: 11_100, type: 'sheddingStarted', client: 2, detail: 'deferrable' },
      { atMs: 11_200, type: 'sheddingStarted', client: 2, detail: 'normal' },
      { atMs: 11_300, type: 'limitChanged', client: 2, detail: 'from 8 to 6' },
      { atMs: 11_400, type: 'regionUnhealthy', client: 2, region: 'us-east-1' },
    ];
    view.record({ type: 'conductor', seq: 0, final: false, events }, startedAtEpochMs);
    expect(written.slice(1)).toEqual([
      '[11 s] first shedding started, client 1: deferrable\n',
      '[11.2 s] first shedding started, client 2: normal\n',
      '[11.4 s] first region unhealthy, us-east-1, client 2\n',
    ]);
  });
});
