import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLeases } from '../../src/faults/leases.ts';
import { startSending } from './send.ts';
import { waitUntil } from './wait-until.ts';
import { withGateway } from './with-gateway.ts';

test('a fault whose lease runs out heals by itself, waiting requests included', () =>
  withGateway(async ({ port, inject, counters, control }) => {
    await inject({ kind: 'latency', parameters: { delay: '1h' } });
    const sent = startSending(port, 'GET', '/b/k');
    await waitUntil(() => counters().injected === 1, 'a waiting request');
    await control('POST', '/v1/heartbeat', { leaseMs: 1 });
    expect((await sent.answer).status).toBe(404);
    await waitUntil(() => !counters().active, 'the fault reverted');
    expect(counters()).toMatchObject({ injected: 1, revertedBy: 'lease' });
    expect(counters().revertedAtEpochMs).toBeGreaterThan(0);
  }));

test('a heartbeat sets the lease of every active fault', () =>
  withGateway(async ({ control, inject, counters }) => {
    await inject({ id: 'a', kind: 'internalError', leaseMs: 60_000 });
    await inject({ id: 'b', kind: 'slowDown', leaseMs: 60_000 });
    const response = await control('POST', '/v1/heartbeat', { leaseMs: 1 });
    expect(response.status).toBe(200);
    await waitUntil(() => ['a', 'b'].every((id) => counters(id).revertedBy === 'lease'), 'both leases ran out');
  }));

test('a heartbeat does not bring a reverted fault back', () =>
  withGateway(async ({ control, inject, revert, counters }) => {
    await inject({ kind: 'internalError', leaseMs: 60_000 });
    await revert();
    await control('POST', '/v1/heartbeat', { leaseMs: 1 });
    expect(counters()).toMatchObject({ active: false, revertedBy: 'request' });
  }));

describe('on a clock of the test', () => {
  const expired: string[] = [];
  const leases = createLeases((id) => expired.push(id));
  beforeEach(() => {
    vi.useFakeTimers();
    expired.length = 0;
  });
  afterEach(() => {
    leases.endAll();
    vi.useRealTimers();
  });

  test('a renewed lease outlives its first length, and expires once', () => {
    leases.grant('a', 100);
    vi.advanceTimersByTime(90);
    leases.renewAll(100);
    vi.advanceTimersByTime(99);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    leases.renewAll(100);
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual(['a']);
  });

  test('an ended lease neither expires nor comes back', () => {
    leases.grant('a', 100);
    leases.end('a');
    leases.renewAll(100);
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual([]);
  });

  test('a lease longer than a timer can run does not expire at once', () => {
    leases.grant('endless', 1e12);
    vi.advanceTimersByTime(1_000_000);
    expect(expired).toEqual([]);
  });
});
