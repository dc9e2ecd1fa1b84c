import { expect, test } from 'vitest';
import { createOneConnectionAgent, send } from '../send.ts';
import { withGateway } from '../with-gateway.ts';

test.each([
  { kind: 'serviceUnavailable', code: 'ServiceUnavailable' },
  { kind: 'slowDown', code: 'SlowDown' },
])('$kind answers 503 $code as S3 does, again and again on one connection', ({ kind, code }) =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind });
    const agent = createOneConnectionAgent();
    for (const reused of [false, true]) {
      const answer = await send(port, 'PUT', '/b/k', { agent, body: 'payload' });
      expect(answer).toMatchObject({ status: 503, reused });
      expect(answer.body).toContain(`<Code>${code}</Code>`);
      expect(answer.headers['x-amz-request-id']).toBeTruthy();
      expect(answer.headers['retry-after']).toBeUndefined();
    }
    expect(upstream.handled).toEqual([]);
    agent.destroy();
  }),
);

test('serviceUnavailable says when to come back, in whole seconds', () =>
  withGateway(async ({ port, inject }) => {
    await inject({ kind: 'serviceUnavailable', parameters: { retryAfter: '1.5s' } });
    expect((await send(port, 'GET', '/b/k')).headers['retry-after']).toBe('2');
  }));
