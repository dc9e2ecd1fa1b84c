import { expect, test } from 'vitest';
import { latency } from '../../../src/faults/kinds/latency.ts';
import { createRandom } from '../../../src/shared/random.ts';
import { send, startSending } from '../send.ts';
import { waitUntil } from '../wait-until.ts';
import { withGateway } from '../with-gateway.ts';

test('a delayed request is answered by the region, no sooner than the delay', () =>
  withGateway(async ({ port, inject, upstream, counters }) => {
    await inject({ kind: 'latency', parameters: { delay: '60ms' } });
    const startedAt = performance.now();
    const answer = await send(port, 'PUT', '/b/k', { body: 'payload' });
    // Node's timers may fire a millisecond early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
    expect(answer).toMatchObject({ status: 200, headers: { 'x-from': 'region' } });
    expect(upstream.objects.get('/b/k')).toBe('payload');
    expect(counters()).toMatchObject({ matched: 1, injected: 1 });
  }));

test('a revert lets delayed requests go on at once, and loses none', () =>
  withGateway(async ({ port, inject, revert, upstream, counters }) => {
    await inject({ kind: 'latency', parameters: { delay: '1h' } });
    const body = 'x'.repeat(300_000);
    const sent = Array.from({ length: 20 }, (_, i) => startSending(port, 'PUT', `/b/${i}`, { body }));
    await waitUntil(() => counters().injected === 20, 'twenty delayed requests');
    expect(upstream.handled).toEqual([]);
    await revert();
    const answers = await Promise.all(sent.map(({ answer }) => answer));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    for (let i = 0; i < 20; i += 1) expect(upstream.objects.get(`/b/${i}`)).toBe(body);
  }));

test('a client that gives up while delayed leaves nothing behind', () =>
  withGateway(async ({ port, inject, revert, upstream, counters }) => {
    await inject({ kind: 'latency', parameters: { delay: '1h' } });
    const sent = startSending(port, 'GET', '/b/k');
    await waitUntil(() => counters().injected === 1, 'one delayed request');
    sent.abort();
    await expect(sent.answer).rejects.toThrow();
    await revert();
    expect((await send(port, 'GET', '/b/other')).status).toBe(404);
    expect(upstream.handled).toEqual(['GET /b/other']);
  }));

test('uniform delays fill the interval around the delay', async () => {
  const parameters = latency.parameters.parse({ delay: '100ms', jitter: '40ms' });
  const random = createRandom(7);
  const delays: number[] = [];
  const exchange = { delay: async (ms: number) => void delays.push(ms) };
  for (let i = 0; i < 2000; i += 1) await latency.apply(exchange as never, parameters, random);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...delays)).toBeLessThanOrEqual(140);
  const mean = delays.reduce((sum, ms) => sum + ms, 0) / delays.length;
  // Standard error of the mean: 80 / √12 / √2000 = 0.52 ms.
  expect(Math.abs(mean - 100)).toBeLessThan(2);
});

test('parameters that contradict each other are refused', () => {
  expect(latency.parameters.safeParse({ delay: '10ms', jitter: '20ms' }).success).toBe(false);
  expect(latency.parameters.safeParse({ delay: '10ms', jitter: '5ms', distribution: 'fixed' }).success).toBe(false);
});
