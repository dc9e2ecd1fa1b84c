import { expect, test } from 'vitest';
import { gatewayStateSchema } from '../../src/shared/contracts/control.ts';
import { send, sendForOutcome } from './send.ts';
import { controlToken, withGateway } from './with-gateway.ts';

const injection = { id: 'f/1', kind: 'internalError', selectors: {}, parameters: {}, leaseMs: 60_000, seed: 1 };

test('the state has the shape of the contract', () =>
  withGateway(async ({ control, port }) => {
    await send(port, 'GET', '/b/k');
    const response = await control('GET', '/v1/state');
    expect(response.status).toBe(200);
    const state = gatewayStateSchema.parse(await response.json());
    expect(state).toMatchObject({ region: 'us-east-1', receivedTotal: 1, faults: [], replicationBacklog: 7 });
    expect(Math.abs(state.nowEpochMs - Date.now())).toBeLessThan(60_000);
  }));

test('a fault is injected, refused a second time while active, reverted, and reverted again', () =>
  withGateway(async ({ control }) => {
    const injected = await control('POST', '/v1/faults', injection);
    expect(injected.status).toBe(201);
    expect(gatewayStateSchema.parse(await injected.json()).faults).toMatchObject([{ id: 'f/1', active: true }]);
    const again = await control('POST', '/v1/faults', injection);
    expect(again.status).toBe(409);
    expect(await again.json()).toEqual({ error: "Fault 'f/1' is active already" });
    for (let round = 0; round < 2; round += 1) {
      const reverted = await control('DELETE', '/v1/faults/f%2F1');
      expect(reverted.status).toBe(200);
      expect(gatewayStateSchema.parse(await reverted.json()).faults).toMatchObject([{ id: 'f/1', active: false }]);
    }
    expect((await control('DELETE', '/v1/faults/unknown')).status).toBe(200);
  }));

test('an id that is injected again starts its counters anew', () =>
  withGateway(async ({ control, port, counters }) => {
    await control('POST', '/v1/faults', injection);
    await send(port, 'GET', '/b/k');
    await control('DELETE', '/v1/faults/f%2F1');
    await control('POST', '/v1/faults', injection);
    expect(counters('f/1')).toMatchObject({ active: true, injected: 0, revertedAtEpochMs: null });
  }));

test('all faults are reverted with one request', () =>
  withGateway(async ({ control, inject, port }) => {
    await inject({ id: 'a', kind: 'internalError' });
    await inject({ id: 'b', kind: 'slowDown' });
    const response = await control('DELETE', '/v1/faults');
    const { faults } = gatewayStateSchema.parse(await response.json());
    expect(faults.map(({ id, active }) => [id, active])).toEqual([
      ['a', false],
      ['b', false],
    ]);
    expect((await send(port, 'GET', '/b/k')).status).toBe(404);
  }));

test('without the token nothing is told, done or replicated', () =>
  withGateway(async ({ gateway, upstream }) => {
    for (const authorization of [undefined, `Bearer ${controlToken}x`, controlToken, 'Bearer ']) {
      for (const [method, path] of [
        ['GET', '/v1/state'],
        ['DELETE', '/v1/faults'],
        ['POST', '/v1/replica'],
        ['GET', '/nowhere'],
      ] as const) {
        const response = await fetch(`${gateway.controlUrl}${path}`, {
          method,
          ...(authorization !== undefined && { headers: { authorization } }),
        });
        expect(response.status).toBe(401);
        expect(Object.keys((await response.json()) as object)).toEqual(['error']);
      }
    }
    expect(upstream.replicas).toEqual([]);
  }));

test('replicas are passed on to the region', () =>
  withGateway(async ({ control, upstream }) => {
    expect((await control('POST', '/v1/replica', { key: 'k' })).status).toBe(204);
    expect(upstream.replicas).toEqual(['{"key":"k"}']);
  }));

test.each([
  ['an unknown kind, with the known ones', { ...injection, kind: 'meteor' }, /'meteor'.*internalError/],
  ['a parameter of another kind', { ...injection, parameters: { delay: 5 } }, /delay/],
  [
    'a wrong duration, with the accepted forms',
    { ...injection, kind: 'latency', parameters: { delay: '5 sec' } },
    /'250ms'/,
  ],
  ['a missing lease', { ...injection, leaseMs: undefined }, /leaseMs/],
  ['a probability above 1', { ...injection, selectors: { probability: 2 } }, /probability/],
  ['a body too large', { ...injection, id: 'x'.repeat(100_000) }, /65536 bytes/],
])('%s is refused with 400', (_what, body, error) =>
  withGateway(async ({ control, gateway }) => {
    const response = await control('POST', '/v1/faults', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringMatching(error) });
    expect(gateway.readState().faults).toEqual([]);
  }),
);

test('what is not JSON is refused with 400, and what has no route with 404', () =>
  withGateway(async ({ gateway, control }) => {
    const headers = { authorization: `Bearer ${controlToken}` };
    const response = await fetch(`${gateway.controlUrl}/v1/faults`, { method: 'POST', headers, body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'The body is not JSON' });
    for (const [method, path] of [
      ['GET', '/v1/faults'],
      ['PUT', '/v1/state'],
      ['DELETE', '/v1/faults/%zz'],
      ['GET', '/'],
    ] as const) {
      expect((await control(method, path)).status).toBe(404);
    }
  }));

test('an injection holds once it is acknowledged', () =>
  withGateway(async ({ inject, revert, port }) => {
    for (let round = 0; round < 20; round += 1) {
      await inject({ kind: 'internalError' });
      expect(await sendForOutcome(port, 'GET', '/b/k')).toBe('500');
      await revert();
      expect(await sendForOutcome(port, 'GET', '/b/k')).toBe('404');
    }
  }));
