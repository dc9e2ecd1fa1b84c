import { expect, onTestFinished, test } from 'vitest';
import { type Collector, startCollector } from '../../src/run/collector.ts';
import type { TelemetryRecord } from '../../src/shared/contracts/telemetry.ts';

async function start(): Promise<{ collector: Collector; kept: TelemetryRecord[] }> {
  const kept: TelemetryRecord[] = [];
  const collector = await startCollector((record) => kept.push(record));
  onTestFinished(collector.close);
  return { collector, kept };
}

function send({ url, token }: Collector, record: unknown, authorization = `Bearer ${token}`): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { authorization }, body: JSON.stringify(record) });
}

const beat = (seq: number): TelemetryRecord => ({ type: 'conductor', seq, final: false, events: [] });

test('a collector keeps each record once, however often it is sent', async () => {
  const { collector, kept } = await start();
  for (const seq of [0, 0, 1, 1, 1, 2]) expect((await send(collector, beat(seq))).status).toBe(200);
  expect(kept).toEqual([beat(0), beat(1), beat(2)]);
});

test('a collector takes nothing from strangers, and nothing that is not telemetry', async () => {
  const { collector, kept } = await start();
  expect((await send(collector, beat(0), 'Bearer wrong')).status).toBe(401);
  expect((await send(collector, { type: 'flush' })).status).toBe(400);
  expect(kept).toEqual([]);
});

test('a collector’s answers tell when the runner wants the load to end', async () => {
  const { collector } = await start();
  expect(await (await send(collector, beat(0))).json()).toEqual({ stop: false });
  collector.requestStop();
  expect(await (await send(collector, beat(1))).json()).toEqual({ stop: true });
});
