import { expect, test } from 'vitest';
import { createOneConnectionAgent, send, startSending } from './send.ts';
import { waitUntil } from './wait-until.ts';
import { withGateway } from './with-gateway.ts';

test('only the selected operations are faulted', () =>
  withGateway(async ({ port, inject, counters, gateway }) => {
    await inject({ kind: 'slowDown', selectors: { operations: ['PutObject', 'ListObjectsV2'] } });
    const ask = async (method: string, path: string) => (await send(port, method, path)).status;
    expect(await ask('PUT', '/b/k')).toBe(503);
    expect(await ask('GET', '/b?list-type=2')).toBe(503);
    expect(await ask('GET', '/b/k')).toBe(404);
    expect(await ask('DELETE', '/b/k')).toBe(200);
    expect(await ask('PUT', '/b/k?tagging')).toBe(200);
    expect(await ask('PUT', '/b/k?acl')).toBe(200);
    expect(counters()).toMatchObject({ matched: 2, injected: 2 });
    expect(gateway.readState()).toMatchObject({
      receivedTotal: 6,
      received: {
        PutObject: 1,
        GetObject: 1,
        DeleteObject: 1,
        ListObjectsV2: 1,
        PutObjectTagging: 1,
        HeadObject: 0,
        other: 1,
      },
    });
  }));

test('only keys below the prefix are faulted, as they read when decoded', () =>
  withGateway(async ({ port, inject }) => {
    await inject({ kind: 'slowDown', selectors: { prefix: 'hot keys/' } });
    expect((await send(port, 'GET', '/b/hot%20keys/1')).status).toBe(503);
    expect((await send(port, 'GET', '/b/cold/1')).status).toBe(404);
    expect((await send(port, 'GET', '/b?list-type=2&prefix=hot%20keys/')).status).toBe(404);
  }));

test('a probability is met within its binomial interval, and a seed repeats the choices', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    const agent = createOneConnectionAgent();
    const draw = async (seed: number) => {
      await inject({ kind: 'internalError', selectors: { probability: 0.2 }, seed });
      const statuses: number[] = [];
      for (let i = 0; i < 500; i += 1) statuses.push((await send(port, 'GET', '/b/k', { agent })).status);
      await revert();
      return statuses;
    };
    const first = await draw(11);
    const injected = first.filter((status) => status === 500).length;
    // Standard deviation √(500 · 0.2 · 0.8) = 8.9: five of them.
    expect(Math.abs(injected - 100)).toBeLessThan(45);
    expect(counters()).toMatchObject({ matched: 500, injected, probability: 0.2 });
    expect(await draw(11)).toEqual(first);
    expect(await draw(12)).not.toEqual(first);
    agent.destroy();
  }));

test('only the first of the matching requests are faulted, and all of them count as matched', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    await inject({ kind: 'internalError', selectors: { operations: ['GetObject'], first: 2 } });
    const statuses: number[] = [];
    for (const method of ['GET', 'PUT', 'GET', 'GET', 'GET']) {
      statuses.push((await send(port, method, '/b/k', { body: method === 'PUT' ? 'payload' : '' })).status);
    }
    expect(statuses).toEqual([500, 200, 500, 200, 200]);
    expect(counters()).toMatchObject({ matched: 4, injected: 2 });
    await revert();
    await inject({ kind: 'internalError', selectors: { first: 1 } });
    expect((await send(port, 'GET', '/b/k')).status).toBe(500);
  }));

test('with a probability too, the first few are drawn from and no later ones', () =>
  withGateway(async ({ port, inject, counters }) => {
    const agent = createOneConnectionAgent();
    await inject({ kind: 'internalError', selectors: { first: 40, probability: 0.5 }, seed: 3 });
    const statuses: number[] = [];
    for (let i = 0; i < 60; i += 1) statuses.push((await send(port, 'GET', '/b/k', { agent })).status);
    const injected = statuses.filter((status) => status === 500).length;
    expect(statuses.slice(40)).toEqual(Array(20).fill(404));
    // Binomial(40, 0.5): standard deviation 3.2.
    expect(Math.abs(injected - 20)).toBeLessThan(16);
    expect(counters()).toMatchObject({ matched: 60, injected });
    agent.destroy();
  }));

test('delays come before errors, however they were injected', () =>
  withGateway(async ({ port, inject, revert, upstream, counters }) => {
    await inject({ id: 'error', kind: 'internalError' });
    await inject({ id: 'delay', kind: 'latency', parameters: { delay: '1h' } });
    const sent = startSending(port, 'GET', '/b/k');
    await waitUntil(() => counters('delay').injected === 1, 'a delayed request');
    expect(counters('error').matched).toBe(0);
    await revert('delay');
    expect((await sent.answer).status).toBe(500);
    expect(upstream.handled).toEqual([]);
  }));

test('an error that is reverted while a request is still delayed does not meet it', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    await inject({ id: 'error', kind: 'internalError' });
    await inject({ id: 'delay', kind: 'latency', parameters: { delay: '1h' } });
    const sent = startSending(port, 'GET', '/b/k');
    await waitUntil(() => counters('delay').injected === 1, 'a delayed request');
    await revert('error');
    await revert('delay');
    expect((await sent.answer).status).toBe(404);
  }));

test('of two errors the earlier in the catalogue answers, and the other counts nothing', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ id: 'late', kind: 'internalError' });
    await inject({ id: 'early', kind: 'slowDown', selectors: { operations: ['GetObject'] } });
    expect((await send(port, 'GET', '/b/k')).status).toBe(503);
    expect(counters('late')).toMatchObject({ matched: 0, injected: 0 });
    expect((await send(port, 'PUT', '/b/k')).status).toBe(500);
    expect(counters('late')).toMatchObject({ matched: 1, injected: 1 });
  }));

test('within a kind the one injected first has the first turn', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ id: 'b', kind: 'slowDown' });
    await inject({ id: 'a', kind: 'slowDown' });
    await send(port, 'GET', '/b/k');
    expect([counters('b').injected, counters('a').injected]).toEqual([1, 0]);
  }));

test('a revert is acknowledged only when no faulted answer is still to come', () =>
  withGateway(async ({ port, inject, revert, counters, upstream }) => {
    await inject({ kind: 'internalError', parameters: { when: 'after-commit' } });
    const body = 'x'.repeat(2_000_000);
    const sent = Array.from({ length: 10 }, (_, i) => startSending(port, 'PUT', `/b/${i}`, { body }));
    let answered = 0;
    for (const { answer } of sent) {
      void answer.then(({ status }) => {
        if (status === 500) answered += 1;
      });
    }
    await waitUntil(() => counters().injected === 10, 'ten faulted requests');
    await revert();
    const { lastFaultedAtEpochMs, revertedAtEpochMs } = counters();
    expect(revertedAtEpochMs).toBeGreaterThanOrEqual(lastFaultedAtEpochMs ?? Number.NaN);
    await waitUntil(() => answered === 10, 'ten answers');
    expect(upstream.objects.size).toBe(10);
  }));
