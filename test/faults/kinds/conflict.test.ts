import { expect, test } from 'vitest';
import { send } from '../send.ts';
import { withGateway } from '../with-gateway.ts';

const ifNew = { 'if-none-match': '*' };

test('a conditional write is answered 409 ConditionalRequestConflict, and nothing is stored', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'conflict' });
    for (const headers of [ifNew, { 'if-match': '"etag"' }]) {
      const answer = await send(port, 'PUT', '/b/k', { body: 'payload', headers });
      expect(answer.status).toBe(409);
      expect(answer.body).toContain('<Code>ConditionalRequestConflict</Code>');
      expect(answer.headers['x-amz-request-id']).toBeTruthy();
    }
    expect((await send(port, 'POST', '/b/k?uploadId=u', { headers: ifNew })).status).toBe(409);
    expect(upstream.handled).toEqual([]);
  }));

test('other requests neither meet it nor count', () =>
  withGateway(async ({ port, inject, counters }) => {
    await inject({ kind: 'conflict' });
    expect((await send(port, 'PUT', '/b/k', { body: 'payload' })).status).toBe(200);
    expect((await send(port, 'GET', '/b/k', { headers: { 'if-none-match': '"etag"' } })).status).toBe(200);
    expect(counters()).toMatchObject({ matched: 0, injected: 0 });
  }));

test('an operation that it can never meet is refused as a selector', () =>
  withGateway(async ({ inject }) => {
    await expect(inject({ kind: 'conflict', selectors: { operations: ['PutObject', 'GetObject'] } })).rejects.toThrow(
      'conflict can fault only PutObject, CopyObject, DeleteObject, CompleteMultipartUpload, not GetObject',
    );
  }));
