import { describe, expect, test } from 'vitest';
import type { Random } from '../../../src/shared/random.ts';
import { drawLognormal, failThrice, planted, succeed } from '../behaviours.ts';
import { buildClients, buildFailover, buildPlan, buildWorkload, openLoad, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { Behave, SimulatedOperation } from '../simulate-run.ts';

const { faultAtMs, revertedAtMs, shiftedAtMs, returnedAtMs } = planted;

/** Fails in the faulted region until the shift, then elsewhere, then back. */
function shift(scheduledMs: number, random: Random, home: string, refuge: string): SimulatedOperation {
  if (scheduledMs >= faultAtMs && scheduledMs < shiftedAtMs) return failThrice(home, random);
  const away = scheduledMs >= shiftedAtMs && scheduledMs < returnedAtMs;
  return succeed(away ? refuge : home, drawLognormal(random, 10, 0.3));
}

const moved = {
  failoverMs: shiftedAtMs - faultAtMs,
  failbackMs: returnedAtMs - revertedAtMs,
  failbackErrors: 0,
};

describe('of workloads with different primaries', () => {
  const east = buildWorkload({ name: 'east', load: openLoad(150) });
  const west = buildWorkload({
    name: 'west',
    load: openLoad(50),
    clients: buildClients({ primary: standby, standby: [primary] }),
  });
  const plan = buildPlan({ workloads: [east, west] });

  test('that one counts whose primary has the fault: the other is where it belongs', () => {
    const behave: Behave = (scheduledMs, _, random, { name }) =>
      name === 'east' ? shift(scheduledMs, random, primary, standby) : succeed(standby, 10);
    const { recovery, validity } = reduceSimulation(simulateFailover({ plan, behave }));
    expect(recovery).toMatchObject(moved);
    expect(validity.reasons).toEqual([]);
  });

  test('the fault of either region is measured on its own traffic', () => {
    const behave: Behave = (scheduledMs, _, random, { name }) =>
      name === 'west' ? shift(scheduledMs, random, standby, primary) : succeed(primary, 10);
    const faults = plan.faults.map((fault) => ({ ...fault, region: standby }));
    const { recovery } = reduceSimulation(simulateFailover({ plan: { ...plan, faults }, behave }));
    expect(recovery).toMatchObject(moved);
  });

  test('a client that turns away from a healthy region has not detected the fault of another', () => {
    const events = [
      { atMs: faultAtMs + 50, type: 'failedOver' as const, client: 11, region: primary },
      { atMs: faultAtMs + 300, type: 'failedOver' as const, client: 10, region: standby },
    ];
    const behave: Behave = (scheduledMs, _, random, { name }) =>
      name === 'east' ? shift(scheduledMs, random, primary, standby) : succeed(standby, 10);
    const { recovery } = reduceSimulation(simulateFailover({ plan, behave, events }));
    expect(recovery.detectionMs).toBe(300);
  });
});

describe('of regions that share the traffic by weight', () => {
  const clients = buildClients({ failover: buildFailover({ weights: { [primary]: 0.6, [standby]: 0.4 } }) });
  const plan = buildPlan({ workloads: [buildWorkload({ clients })] });

  test('traffic has moved when the others serve it all, and is back when the faulted one serves its share', () => {
    const behave: Behave = (scheduledMs, _, random) =>
      random() < 0.4 ? succeed(standby, 10) : shift(scheduledMs, random, primary, standby);
    const { recovery, verdict } = reduceSimulation(simulateFailover({ plan, behave }));
    expect(recovery.failoverMs).toBe(moved.failoverMs);
    // A bin at the edge may hold its share by chance, or lack it.
    expect(Math.abs((recovery.failbackMs ?? 0) - moved.failbackMs)).toBeLessThanOrEqual(1000);
    expect(verdict.headline).toContain('traffic moved to us-west-2 in 380 ms and returned');
  });

  test('traffic that still serves half its share in the faulted region has not moved, nor come back', () => {
    const behave: Behave = (scheduledMs, _, random) => {
      const share = scheduledMs < shiftedAtMs ? 0.6 : scheduledMs < returnedAtMs ? 0.1 : 0.15;
      return succeed(random() < share ? primary : standby, 10);
    };
    expect(reduceSimulation(simulateFailover({ plan, behave })).recovery).toMatchObject({
      failoverMs: null,
      failbackMs: null,
    });
  });
});

test('operations that the policy keeps in their region are not waited for', () => {
  const failover = buildFailover({ operations: ['GetObject'] });
  const plan = buildPlan({ workloads: [buildWorkload({ clients: buildClients({ failover }) })] });
  const behave: Behave = (scheduledMs, op, random) => {
    if (op === 'GetObject') return shift(scheduledMs, random, primary, standby);
    return scheduledMs >= faultAtMs && scheduledMs < revertedAtMs ? failThrice(primary, random) : succeed(primary, 10);
  };
  const { recovery } = reduceSimulation(simulateFailover({ plan, behave }));
  expect(recovery).toMatchObject(moved);
  // Users of the other operations were without service until the fault had ended.
  expect(recovery.recoveryMs).toBe(25_000 - faultAtMs);
});

test('traffic that no fault concerns does not move', () => {
  const faults = buildPlan().faults.map((fault) => ({ ...fault, region: standby }));
  const { recovery } = reduceSimulation(
    simulateFailover({ plan: buildPlan({ faults }), behave: () => succeed(primary, 10) }),
  );
  expect(recovery).toMatchObject({ failoverMs: null, failbackMs: null });
});

test('a health probe that finds the region unhealthy detects the fault', () => {
  const events = [{ atMs: faultAtMs + 120, type: 'regionUnhealthy' as const, client: 1, region: primary }];
  expect(reduceSimulation(simulateFailover({ events })).recovery.detectionMs).toBe(120);
});
