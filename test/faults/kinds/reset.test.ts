import { expect, test } from 'vitest';
import { createOneConnectionAgent, openRawConnection, send, sendForOutcome } from '../send.ts';
import { waitUntil } from '../wait-until.ts';
import { withGateway } from '../with-gateway.ts';

const get = 'GET /b/k HTTP/1.1\r\nhost: x\r\n\r\n';

test('at request, the connection ends by a real RST and nothing is carried out', () =>
  withGateway(async ({ port, inject, upstream, gateway, counters }) => {
    await inject({ kind: 'reset' });
    const raw = openRawConnection(port);
    raw.write('PUT /b/k HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\npartial');
    expect((await raw.ended).by).toBe('RST');
    expect(upstream.handled).toEqual([]);
    expect(counters()).toMatchObject({ matched: 1, injected: 1, cutBeforeRequest: 0 });
    expect(gateway.readState().received).toMatchObject({ PutObject: 1 });
  }));

test('at request, a kept-alive connection is reset too, after an interim answer that stops silent replays', () =>
  withGateway(async ({ port, inject, gateway }) => {
    const raw = openRawConnection(port);
    raw.write(get);
    const before = await raw.receive('none');
    await inject({ kind: 'reset' });
    raw.write(get);
    expect(await raw.ended).toEqual({ by: 'RST', received: `${before}HTTP/1.1 100 Continue\r\n\r\n` });
    expect(gateway.readState().receivedTotal).toBe(2);
  }));

test('at response, the request was carried out and the client hears a reset', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'reset', parameters: { when: 'response' } });
    expect(await sendForOutcome(port, 'PUT', '/b/k', { body: 'payload' })).toBe('ECONNRESET');
    expect(upstream.objects.get('/b/k')).toBe('payload');
  }));

test('at accept, a new connection is reset before anything is read, and counted apart', () =>
  withGateway(async ({ port, inject, revert, gateway, counters }) => {
    await inject({ kind: 'reset', parameters: { when: 'accept' } });
    const raw = openRawConnection(port);
    expect(await raw.ended).toEqual({ by: 'RST', received: '' });
    expect(await sendForOutcome(port, 'GET', '/b/k')).toBe('ECONNRESET');
    expect(counters()).toMatchObject({ matched: 2, injected: 2, cutBeforeRequest: 2 });
    expect(gateway.readState().receivedTotal).toBe(0);
    await revert();
    expect((await send(port, 'GET', '/b/k')).status).toBe(404);
  }));

test('at accept, a connection kept alive from before is reset at its next request', () =>
  withGateway(async ({ port, inject, upstream, gateway, counters }) => {
    const agent = createOneConnectionAgent();
    await send(port, 'GET', '/b/k', { agent });
    await inject({ kind: 'reset', parameters: { when: 'accept' } });
    expect(counters().cutBeforeRequest).toBe(0);
    expect(await sendForOutcome(port, 'GET', '/b/k', { agent })).toBe('ECONNRESET');
    expect(counters().cutBeforeRequest).toBe(1);
    expect(gateway.readState().receivedTotal).toBe(1);
    expect(upstream.handled).toHaveLength(1);
    agent.destroy();
  }));

test('at accept with a probability, each use of a connection has one chance', () =>
  withGateway(async ({ port, inject, counters, gateway }) => {
    await inject({ kind: 'reset', parameters: { when: 'accept' }, selectors: { probability: 0.5 } });
    const agent = createOneConnectionAgent();
    const outcomes: string[] = [];
    for (let i = 0; i < 200; i += 1) outcomes.push(await sendForOutcome(port, 'GET', '/b/k', { agent }));
    agent.destroy();
    const cut = outcomes.filter((outcome) => outcome === 'ECONNRESET').length;
    expect(counters()).toMatchObject({ matched: 200, injected: cut, cutBeforeRequest: cut });
    expect(gateway.readState().receivedTotal).toBe(200 - cut);
    // Binomial(200, 0.5) leaves 100 ± 35 once in a million.
    expect(Math.abs(cut - 100)).toBeLessThan(35);
  }));

test('at accept, what only a request can tell is refused as a selector', () =>
  withGateway(async ({ control }) => {
    const response = await control('POST', '/v1/faults', {
      id: 'fault',
      kind: 'reset',
      selectors: { operations: ['GetObject'] },
      parameters: { when: 'accept' },
      leaseMs: 1000,
      seed: 1,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('cannot select by operations or prefix') });
  }));

test('the gateway serves on after many resets', () =>
  withGateway(async ({ port, inject, revert, gateway }) => {
    await inject({ kind: 'reset' });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => sendForOutcome(port, 'GET', '/b/k')));
    expect(new Set(outcomes)).toEqual(new Set(['ECONNRESET']));
    await revert();
    expect((await send(port, 'GET', '/b/k')).status).toBe(404);
    await waitUntil(() => gateway.readState().receivedTotal === 51, 'all requests counted');
  }));
