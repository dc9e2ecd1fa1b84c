import { expect, test } from 'vitest';
import { openRawConnection, send, startSending } from '../send.ts';
import { waitUntil } from '../wait-until.ts';
import { withGateway } from '../with-gateway.ts';

test('requests are taken and never answered until the revert, which resets them', () =>
  withGateway(async ({ port, inject, revert, upstream, counters }) => {
    await inject({ kind: 'blackhole' });
    const raw = openRawConnection(port);
    let hasEnded = false;
    void raw.ended.then(() => {
      hasEnded = true;
    });
    raw.write('GET /b/k HTTP/1.1\r\nhost: x\r\n\r\n');
    const sent = startSending(port, 'PUT', '/b/k', { body: 'x'.repeat(1_000_000) });
    await waitUntil(() => counters().injected === 2, 'two requests in the hole');
    expect(hasEnded).toBe(false);
    const failure = expect(sent.answer).rejects.toThrow(/ECONNRESET|EPIPE|socket hang up/);
    await revert();
    await failure;
    expect((await raw.ended).by).toBe('RST');
    expect(upstream.handled).toEqual([]);
    expect((await send(port, 'GET', '/b/k')).status).toBe(404);
  }));

test('a client that waits for 100 Continue hears nothing', () =>
  withGateway(async ({ port, inject, revert, counters }) => {
    await inject({ kind: 'blackhole' });
    const raw = openRawConnection(port);
    raw.write('PUT /b/k HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n');
    await waitUntil(() => counters().injected === 1, 'the request in the hole');
    raw.close();
    await revert();
    expect(counters()).toMatchObject({ active: false, revertedBy: 'request' });
  }));
