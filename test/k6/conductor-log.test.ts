import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConductorLog } from '../../src/k6/conductor-log.ts';
import type { ConductorRecord, DrillEvent } from '../../src/shared/contracts/telemetry.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const event = (atMs: number): DrillEvent => ({ atMs, type: 'faultInjected' });

/** A collector that refuses as often as told, then takes everything. */
function createCollector(refusals: number) {
  const arrived: ConductorRecord[] = [];
  let left = refusals;
  return {
    arrived,
    async send(record: ConductorRecord): Promise<boolean> {
      if (left > 0) {
        left -= 1;
        return false;
      }
      arrived.push(structuredClone(record));
      return true;
    },
  };
}

test('events that could not be delivered are sent again, in order and under their own number', async () => {
  const { arrived, send } = createCollector(2);
  const log = createConductorLog(send);
  await log.note(event(1));
  await log.note(event(2));
  await log.note(event(3));
  await log.finish();
  expect(arrived.flatMap(({ events }) => events.map(({ atMs }) => atMs))).toEqual([1, 2, 3]);
  expect(arrived.map(({ seq }) => seq)).toEqual([...arrived.keys()]);
  expect(arrived.map(({ final }) => final)).toEqual([...arrived.slice(1).map(() => false), true]);
});

test('the end is announced even when the collector refuses it at first', async () => {
  const { arrived, send } = createCollector(3);
  const log = createConductorLog(send);
  const finished = log.finish();
  await vi.runAllTimersAsync();
  await finished;
  expect(arrived).toEqual([{ type: 'conductor', seq: 0, final: true, events: [] }]);
});

test('nobody is waited for who is not there', async () => {
  const { arrived, send } = createCollector(Number.POSITIVE_INFINITY);
  const finished = createConductorLog(send).finish();
  await vi.runAllTimersAsync();
  await finished;
  expect(arrived).toEqual([]);
});
