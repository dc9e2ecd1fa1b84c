import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { startGateway } from '../../src/faults/gateway.ts';
import { Failure } from '../../src/shared/failure.ts';
import { createMemoryUpstream } from './memory-upstream.ts';
import { createOneConnectionAgent, openRawConnection, send, sendForOutcome, startSending } from './send.ts';
import { waitUntil } from './wait-until.ts';
import { controlToken, withGateway } from './with-gateway.ts';

const loopback = { region: 'us-east-1', host: '127.0.0.1', controlToken } as const;

test('without a fault every byte is the region’s own', () =>
  withGateway(async ({ port, upstream }) => {
    const agent = createOneConnectionAgent();
    expect((await send(port, 'PUT', '/b/k', { agent, body: 'payload' })).status).toBe(200);
    const answer = await send(port, 'GET', '/b/k', { agent });
    expect(answer).toMatchObject({ status: 200, body: 'payload', reused: true });
    expect(Object.keys(answer.headers).sort()).toEqual(['connection', 'content-length', 'date', 'x-from']);
    expect(upstream.handled).toEqual(['PUT /b/k', 'GET /b/k']);
    agent.destroy();
  }));

test('after the revert the region answers again, and the counters stay', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    await inject({ kind: 'internalError' });
    await send(port, 'GET', '/b/k');
    await revert();
    expect(await send(port, 'GET', '/b/k')).toMatchObject({ status: 404, headers: { 'x-from': 'region' } });
    expect(counters()).toMatchObject({ active: false, matched: 1, injected: 1, revertedBy: 'request' });
  }));

test('a client that waits for 100 Continue is served', () =>
  withGateway(async ({ port, upstream }) => {
    const raw = openRawConnection(port);
    raw.write('PUT /b/k HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-length: 2\r\n\r\n');
    await raw.receive('100 Continue');
    raw.write('hi');
    expect((await raw.ended).received).toContain('200 OK');
    expect(upstream.objects.get('/b/k')).toBe('hi');
  }));

test('a defect of the upstream is printed, and not answered as S3 would', async () => {
  const defect = new Error('defect of the test');
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const upstream = { ...createMemoryUpstream(), handle: () => Promise.reject(defect) };
  const gateway = await startGateway({ ...loopback, upstream, port: 0, controlPort: 0 });
  const answer = await send(Number(new URL(gateway.endpoint).port), 'GET', '/b/k');
  expect(answer.status).toBe(502);
  expect(answer.headers['x-amz-request-id']).toBeUndefined();
  expect(printed).toHaveBeenCalledWith(defect);
  printed.mockRestore();
  await gateway.close();
});

test('a busy port is a Failure that names it, and leaves no other port open', async () => {
  await withGateway(async ({ port }) => {
    const upstream = createMemoryUpstream();
    for (const ports of [
      { port, controlPort: 0 },
      { port: 0, controlPort: port },
    ]) {
      const failure = await startGateway({ ...loopback, upstream, ...ports }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Failure);
      expect(failure).toMatchObject({ code: 'port-busy', exitCode: 2 });
      expect((failure as Failure).message).toContain(String(port));
      expect(upstream.isClosed()).toBe(true);
    }
  });
});

test('close ends idle, delayed and blackholed connections and both ports at once', async () => {
  const closed: Promise<unknown>[] = [];
  const ports: number[] = [];
  await withGateway(async ({ port, inject, counters, gateway }) => {
    ports.push(port, Number(new URL(gateway.controlUrl).port));
    const idle = openRawConnection(port);
    const agent = createOneConnectionAgent();
    await send(port, 'GET', '/b/k', { agent });
    await inject({ id: 'delay', kind: 'latency', parameters: { delay: '1h' }, selectors: { prefix: 'slow' } });
    await inject({ id: 'hole', kind: 'blackhole', selectors: { prefix: 'hole' } });
    closed.push(
      idle.ended,
      sendForOutcome(port, 'GET', '/b/slow').then((code) => expect(code).toBe('ECONNRESET')),
      sendForOutcome(port, 'GET', '/b/hole').then((code) => expect(code).toBe('ECONNRESET')),
    );
    await waitUntil(() => counters('delay').injected + counters('hole').injected === 2, 'two held requests');
    agent.destroy();
  });
  await Promise.all(closed);
  for (const port of ports) expect(await refusal(port)).toBe('ECONNREFUSED');
});

test('an upload that its client breaks off does not disturb the others', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ kind: 'internalError', parameters: { when: 'after-commit' }, selectors: { prefix: 'k' } });
    const sent = startSending(port, 'PUT', '/b/k', { headers: { 'content-length': '100' } });
    sent.answer.catch(() => {});
    await waitUntil(() => counters().injected === 1, 'the upload');
    sent.abort();
    expect((await send(port, 'GET', '/b/other')).status).toBe(404);
  }));

function refusal(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('connect', () => {
      socket.destroy();
      resolve('open');
    });
  });
}
