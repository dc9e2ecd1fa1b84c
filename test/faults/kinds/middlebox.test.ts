import { expect, test } from 'vitest';
import { createOneConnectionAgent, openRawConnection, send, startSending } from '../send.ts';
import { waitUntil } from '../wait-until.ts';
import { withGateway } from '../with-gateway.ts';

test.each([
  { kind: 'tooManyRequests', status: 429, title: '429 Too Many Requests' },
  { kind: 'badGateway', status: 502, title: '502 Bad Gateway' },
  { kind: 'gatewayTimeout', status: 504, title: '504 Gateway Timeout' },
])(
  '$kind answers $title in HTML, without a trace of S3, again and again on one connection',
  ({ kind, status, title }) =>
    withGateway(async ({ port, inject, revert, upstream }) => {
      await inject({ kind });
      const agent = createOneConnectionAgent();
      for (const reused of [false, true]) {
        const answer = await send(port, 'PUT', '/b/k', { agent, body: 'payload' });
        expect(answer).toMatchObject({ status, reused });
        expect(answer.headers['content-type']).toBe('text/html');
        expect(answer.body).toContain(`<title>${title}</title>`);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('x-amz-'))).toEqual([]);
        expect(answer.headers['retry-after']).toBeUndefined();
      }
      expect(upstream.handled).toEqual([]);
      await revert();
      const healed = await send(port, 'PUT', '/b/k', { agent, body: 'payload' });
      expect(healed).toMatchObject({ status: 200, reused: true, headers: { 'x-from': 'region' } });
      agent.destroy();
    }),
);

test('an answer to HEAD has no page', () =>
  withGateway(async ({ port, inject }) => {
    await inject({ kind: 'badGateway' });
    const raw = openRawConnection(port);
    raw.write('HEAD /b/k HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const { received } = await raw.ended;
    expect(received).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(received).not.toContain('<html>');
  }));

test('tooManyRequests says when to come back, in whole seconds', () =>
  withGateway(async ({ port, inject }) => {
    await inject({ kind: 'tooManyRequests', parameters: { retryAfter: '2100ms' } });
    expect((await send(port, 'GET', '/b/k')).headers['retry-after']).toBe('3');
  }));

test('gatewayTimeout comes no sooner than the middlebox gave up', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'gatewayTimeout', parameters: { after: '60ms' } });
    const startedAt = performance.now();
    expect((await send(port, 'PUT', '/b/k', { body: 'payload' })).status).toBe(504);
    // Node's timers may fire a millisecond early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
    expect(upstream.handled).toEqual([]);
  }));

test('gatewayTimeout that applies stores the object at once, even for a client that does not wait for the 504', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'gatewayTimeout', parameters: { after: '1h', applies: true } });
    const sent = startSending(port, 'PUT', '/b/k', { body: 'payload' });
    sent.answer.catch(() => {});
    await waitUntil(() => upstream.objects.get('/b/k') === 'payload', 'the object stored');
    sent.abort();
  }));

test('a revert lets requests that a middlebox still holds go on, but for those that were carried out', () =>
  withGateway(async ({ port, inject, revert, counters, upstream }) => {
    await inject({ id: 'a', kind: 'gatewayTimeout', parameters: { after: '1h' }, selectors: { prefix: 'a' } });
    await inject({
      id: 'b',
      kind: 'gatewayTimeout',
      parameters: { after: '1h', applies: true },
      selectors: { prefix: 'b' },
    });
    const sent = ['/b/a', '/b/b'].map((path) => startSending(port, 'PUT', path, { body: 'payload' }));
    await waitUntil(() => counters('a').injected + counters('b').injected === 2, 'two held requests');
    await revert('a');
    await revert('b');
    const answers = await Promise.all(sent.map(({ answer }) => answer));
    expect(answers.map(({ status }) => status)).toEqual([200, 504]);
    expect(upstream.handled.toSorted()).toEqual(['PUT /b/a', 'PUT /b/b']);
  }));
