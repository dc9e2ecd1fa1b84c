import { expect, test } from 'vitest';
import { createOneConnectionAgent, openRawConnection, send } from '../send.ts';
import { withGateway } from '../with-gateway.ts';

test('before-commit answers as S3 does and stores nothing', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'internalError' });
    const answer = await send(port, 'PUT', '/b/k', { body: 'payload' });
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
    expect(answer.headers['x-amz-id-2']).toBeTruthy();
    expect(answer.body).toContain('<Code>InternalError</Code>');
    expect(answer.body).toContain(`<RequestId>${answer.headers['x-amz-request-id']}</RequestId>`);
    expect(answer.body).toContain(`<HostId>${answer.headers['x-amz-id-2']}</HostId>`);
    expect(upstream.handled).toEqual([]);
  }));

test('after-commit stores the object, and the client hears only the 500', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'internalError', parameters: { when: 'after-commit' } });
    const answer = await send(port, 'PUT', '/b/k', { body: 'payload' });
    expect(answer.status).toBe(500);
    expect(answer.headers['x-from']).toBeUndefined();
    expect(answer.headers['x-amz-request-id']).toBeTruthy();
    expect(upstream.objects.get('/b/k')).toBe('payload');
  }));

test('after-commit drops an answer of many megabytes without waiting for anyone to read it', () =>
  withGateway(async ({ port, inject, upstream }) => {
    upstream.objects.set('/b/large', 'x'.repeat(8_000_000));
    await inject({ kind: 'internalError', parameters: { when: 'after-commit' } });
    expect((await send(port, 'GET', '/b/large')).status).toBe(500);
  }));

test.each(['before-commit', 'after-commit'])('%s leaves a kept-alive connection usable, bodies included', (when) =>
  withGateway(async ({ port, inject, revert, upstream }) => {
    const agent = createOneConnectionAgent();
    const body = 'x'.repeat(3_000_000);
    await inject({ kind: 'internalError', parameters: { when } });
    for (const path of ['/b/1', '/b/2', '/b/3'])
      expect((await send(port, 'PUT', path, { agent, body })).status).toBe(500);
    await revert();
    const healed = await send(port, 'PUT', '/b/4', { agent, body });
    expect(healed).toMatchObject({ status: 200, reused: true });
    expect(upstream.objects.get('/b/4')).toBe(body);
    agent.destroy();
  }),
);

test('an answer to HEAD has the ids and no body on the wire', () =>
  withGateway(async ({ port, inject }) => {
    await inject({ kind: 'internalError' });
    const raw = openRawConnection(port);
    raw.write('HEAD /b/k HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const { received } = await raw.ended;
    expect(received).toMatch(/^HTTP\/1\.1 500 /);
    expect(received).toContain('x-amz-request-id: ');
    expect(received).not.toContain('<Error>');
  }));

test('a client that waits for 100 Continue is let go on, and its connection stays usable', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'internalError', parameters: { when: 'after-commit' } });
    const raw = openRawConnection(port);
    raw.write('PUT /b/k HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n');
    await raw.receive('HTTP/1.1 100 Continue\r\n\r\n');
    raw.write('hi');
    await raw.receive('</Error>');
    expect(upstream.objects.get('/b/k')).toBe('hi');
    raw.write('GET /b/k HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect((await raw.ended).received.match(/500 Internal Server Error/g)).toHaveLength(2);
  }));
