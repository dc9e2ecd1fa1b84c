import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHealthProber } from '../../src/client/health-prober.ts';
import type { AttemptOutcome } from '../../src/shared/outcome.ts';

const policy = { everyMs: 1000, timeoutMs: 300, unhealthyAfter: 2, healthyAfter: 2 };

function createWatched(answerAfterMs: number) {
  const sent: [string, number][] = [];
  const heard: [string, AttemptOutcome][] = [];
  const out = new Set<string>();
  const startedMs = Date.now();
  const prober = createHealthProber({
    policy,
    regions: ['east', 'west'],
    now: Date.now,
    probe(region, timeoutMs, onOutcome) {
      expect(timeoutMs).toBe(300);
      expect(out.has(region)).toBe(false);
      out.add(region);
      sent.push([region, Date.now() - startedMs]);
      const answer = (): void => {
        out.delete(region);
        onOutcome('ok');
      };
      if (answerAfterMs === 0) answer();
      else setTimeout(answer, answerAfterMs);
    },
    onOutcome: (region, outcome) => heard.push([region, outcome]),
  });
  return { prober, sent, heard };
}

describe('a health prober', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('asks each region once a period, in turn', () => {
    const { prober, sent, heard } = createWatched(10);
    prober.start();
    vi.advanceTimersByTime(2400);
    prober.stop();
    expect(sent).toEqual([
      ['east', 0],
      ['west', 500],
      ['east', 1000],
      ['west', 1500],
      ['east', 2000],
    ]);
    expect(heard).toHaveLength(5);
  });

  test('hears an answer that comes at once', () => {
    const { prober, heard } = createWatched(0);
    prober.start();
    prober.stop();
    expect(heard).toEqual([['east', 'ok']]);
  });

  test('has no more than one probe out for a region', () => {
    const { prober, sent } = createWatched(2600);
    prober.start();
    vi.advanceTimersByTime(5900);
    prober.stop();
    expect(sent.filter(([region]) => region === 'east')).toEqual([
      ['east', 0],
      ['east', 3000],
    ]);
  });

  test('leaves no timer behind, and hears nothing, once it has stopped', () => {
    const { prober, heard } = createWatched(100);
    prober.start();
    vi.advanceTimersByTime(50);
    prober.stop();
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(50);
    expect(vi.getTimerCount()).toBe(0);
    expect(heard).toEqual([]);
    prober.stop();
  });

  test('does not catch up on what it missed', () => {
    const { prober, sent } = createWatched(10);
    prober.start();
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(1500);
    prober.stop();
    expect(sent.length).toBeLessThanOrEqual(5);
  });
});
