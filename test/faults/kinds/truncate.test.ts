import { expect, test } from 'vitest';
import { createOneConnectionAgent, openRawConnection, send, sendForOutcome } from '../send.ts';
import { withGateway } from '../with-gateway.ts';

const get = 'GET /b/k HTTP/1.1\r\nhost: x\r\n\r\n';

test.each([
  { afterBytes: 3, arrives: 'pay' },
  { afterBytes: 0, arrives: '' },
  { afterBytes: 100, arrives: 'payloa' },
])('of 7 promised bytes, those before $afterBytes arrive, and then the end', ({ afterBytes, arrives }) =>
  withGateway(async ({ port, inject, upstream }) => {
    upstream.objects.set('/b/k', 'payload');
    await inject({ kind: 'truncate', parameters: { afterBytes } });
    const raw = openRawConnection(port);
    raw.write(get);
    const { by, received } = await raw.ended;
    expect(by).toBe('FIN');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toContain('content-length: 7\r\n');
    expect(received).toContain('x-from: region\r\n');
    expect(received.split('\r\n\r\n')[1]).toBe(arrives);
  }),
);

test('a client hears that the answer is incomplete', () =>
  withGateway(async ({ port, inject, upstream, counters }) => {
    upstream.objects.set('/b/k', 'x'.repeat(3_000_000));
    await inject({ kind: 'truncate', parameters: { afterBytes: 2_000_000 } });
    expect(await sendForOutcome(port, 'GET', '/b/k')).toBe('ECONNRESET');
    expect(counters()).toMatchObject({ matched: 1, injected: 1 });
  }));

test('an answer without a body, or a request for none, passes untouched and does not count', () =>
  withGateway(async ({ port, inject, counters, upstream }) => {
    const agent = createOneConnectionAgent();
    upstream.objects.set('/b/empty', '');
    await inject({ kind: 'truncate', selectors: { first: 1 } });
    expect(await send(port, 'GET', '/b/empty', { agent })).toMatchObject({
      status: 200,
      headers: { 'x-from': 'region' },
    });
    expect((await send(port, 'PUT', '/b/k', { agent, body: 'payload' })).status).toBe(200);
    expect(counters()).toMatchObject({ matched: 0, injected: 0, firstFaultedAtEpochMs: null });
    expect(await sendForOutcome(port, 'GET', '/b/k', { agent })).toBe('ECONNRESET');
    expect((await send(port, 'GET', '/b/k', { agent })).body).toBe('payload');
    expect(counters()).toMatchObject({ matched: 2, injected: 1 });
    agent.destroy();
  }));

test('off, the body is whole again', () =>
  withGateway(async ({ port, inject, revert, upstream }) => {
    upstream.objects.set('/b/k', 'payload');
    await inject({ kind: 'truncate' });
    await revert();
    expect((await send(port, 'GET', '/b/k')).body).toBe('payload');
  }));
