import { describe, expect, test } from 'vitest';
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

describe('slowDown with a limit', () => {
  // One token at once, and no second one while the test lasts.
  const slowest = { perPrefixPerSecond: 0.001 };

  test('refuses what exceeds it, under each prefix by itself', () =>
    withGateway(async ({ port, inject, counters, upstream }) => {
      await inject({ kind: 'slowDown', parameters: slowest });
      const ask = async (path: string) => (await send(port, 'GET', path)).status;
      expect([await ask('/b/hot/1'), await ask('/b/hot/2'), await ask('/b/hot/1')]).toEqual([404, 503, 503]);
      expect([await ask('/b/hot/deeper/1'), await ask('/b/cold/1'), await ask('/c/hot/1')]).toEqual([404, 404, 404]);
      expect([await ask('/b?list-type=2'), await ask('/b?list-type=2&prefix=x%2F')]).toEqual([404, 503]);
      expect(counters()).toMatchObject({ matched: 8, injected: 3, probability: null });
      expect(upstream.handled).toHaveLength(5);
      expect((await send(port, 'GET', '/b/hot/3')).body).toContain('<Code>SlowDown</Code>');
    }));

  test('serves a burst of a tenth of a second’s worth', () =>
    withGateway(async ({ port, inject, counters }) => {
      await inject({ kind: 'slowDown', parameters: { perPrefixPerSecond: 100 } });
      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => send(port, 'GET', `/b/hot/${i}`)));
      const served = answers.filter(({ status }) => status === 404).length;
      // Ten at once; what the bucket gains while they arrive depends on the machine.
      expect(served).toBeGreaterThanOrEqual(10);
      expect(counters()).toMatchObject({ matched: 200, injected: 200 - served });
    }));

  test('counts only what its selectors meet', () =>
    withGateway(async ({ port, inject, counters }) => {
      await inject({ kind: 'slowDown', parameters: slowest, selectors: { operations: ['PutObject'], prefix: 'hot/' } });
      const ask = async (method: string, path: string) => (await send(port, method, path)).status;
      expect([await ask('GET', '/b/hot/1'), await ask('PUT', '/b/cold/1')]).toEqual([404, 200]);
      expect([await ask('PUT', '/b/hot/1'), await ask('PUT', '/b/hot/2'), await ask('GET', '/b/hot/1')]).toEqual([
        200, 503, 200,
      ]);
      expect(counters()).toMatchObject({ matched: 2, injected: 1 });
    }));

  test('starts anew with each injection, and two of them at once don’t share their buckets', () =>
    withGateway(async ({ port, inject, revert, counters }) => {
      const ask = async () => (await send(port, 'GET', '/b/hot/1')).status;
      await inject({ kind: 'slowDown', parameters: slowest });
      expect([await ask(), await ask()]).toEqual([404, 503]);
      await revert();
      expect(await ask()).toBe(404);
      await inject({ kind: 'slowDown', parameters: slowest });
      await inject({ id: 'other', kind: 'slowDown', parameters: slowest });
      expect([await ask(), await ask()]).toEqual([404, 503]);
      expect(counters('other')).toMatchObject({ matched: 1, injected: 0 });
    }));

  test.each([{ probability: 0.5 }, { first: 3 }])('refuses %j beside it', (selectors) =>
    withGateway(async ({ inject }) => {
      await expect(inject({ kind: 'slowDown', parameters: slowest, selectors })).rejects.toThrow(
        'it cannot select by probability or first too',
      );
    }),
  );

  test.each([0, -1, '80/s'])('is no limit: %j', (perPrefixPerSecond) =>
    withGateway(async ({ inject }) => {
      await expect(inject({ kind: 'slowDown', parameters: { perPrefixPerSecond } })).rejects.toThrow(
        'perPrefixPerSecond',
      );
    }),
  );
});
