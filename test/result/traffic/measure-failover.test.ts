import { describe, expect, test } from 'vitest';
import type { Random } from '../../../src/shared/random.ts';
import { drawLognormal, failThrice, planted, shed, succeed, turn as turnAway } from '../behaviours.ts';
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
    const { recovery } = reduceSimulation(
      simulateFailover({ plan: { ...plan, faults }, behave, events: [turnAway(11)] }),
    );
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

  test('nor does its turning date the failover: the first client of the faulted region does', () => {
    const behave: Behave = (scheduledMs, _, random, { name }) =>
      name === 'east' ? shift(scheduledMs, random, primary, standby) : succeed(standby, 10);
    const turn = (client: number, afterMs: number) =>
      ({ atMs: faultAtMs + afterMs, type: 'failedOver', client, region: standby }) as const;
    const measure = (...events: ReturnType<typeof turn>[]) =>
      reduceSimulation(simulateFailover({ plan, behave, events })).recovery.failoverMs;
    // Traffic had moved after 380 ms by scheduled time.
    expect(measure(turn(11, 700))).toBeNull();
    expect(measure(turn(11, 50), turn(10, 450))).toBe(450);
    // The clocks may differ: a client is not late for having turned a little before the first faulted request.
    expect(measure(turn(10, -4), turn(9, 450))).toBe(moved.failoverMs);
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

describe('of workloads that the same fault meets', () => {
  const plan = buildPlan({
    workloads: [
      buildWorkload({ name: 'stays', load: openLoad(100) }),
      buildWorkload({ name: 'moves', load: openLoad(100) }),
    ],
  });
  const stayAndMove: Behave = (scheduledMs, _, random, { name }) =>
    name === 'stays' ? succeed(primary, 10) : shift(scheduledMs, random, primary, standby);

  test('one whose clients never failed over takes no part', () => {
    expect(
      reduceSimulation(simulateFailover({ plan, behave: stayAndMove, events: [turnAway(11)] })).recovery,
    ).toMatchObject(moved);
    // By its own clients’ word the other one has not moved.
    const { recovery } = reduceSimulation(simulateFailover({ plan, behave: stayAndMove, events: [turnAway(10)] }));
    expect(recovery).toMatchObject({ failoverMs: null, failbackMs: null });
  });

  test('the last that moved, and the last that returned, give the figures', () => {
    const events = [turnAway(1), turnAway(11)];
    const behave: Behave = (scheduledMs, _, random, { name }) => {
      const late = name === 'stays' ? 1000 : 0;
      if (scheduledMs >= faultAtMs && scheduledMs < shiftedAtMs + late) return failThrice(primary, random);
      const away = scheduledMs >= shiftedAtMs && scheduledMs < returnedAtMs - late;
      return succeed(away ? standby : primary, 10);
    };
    const { recovery } = reduceSimulation(simulateFailover({ plan, behave, events }));
    expect(recovery).toMatchObject({ failoverMs: moved.failoverMs + 1000, failbackMs: moved.failbackMs });
  });
});

test('what was shed or held back does not hide that the rest has moved', () => {
  const behave: Behave = (scheduledMs, _, random) => {
    const away = scheduledMs >= shiftedAtMs && scheduledMs < returnedAtMs;
    if (away && random() < 0.3) return shed();
    if (away && random() < 0.3) return { outcome: 'rejected', region: '', latencyMs: 0, attempts: [] };
    return shift(scheduledMs, random, primary, standby);
  };
  const { recovery, timeline } = reduceSimulation(simulateFailover({ behave }));
  expect(recovery).toMatchObject({ failoverMs: moved.failoverMs, failbackMs: moved.failbackMs });
  expect(recovery.failbackErrors).toBeGreaterThan(300);
  // Nor does it lower the share of the traffic: the standby had all that was sent.
  const share = timeline.series.find(({ id }) => id === `share:${standby}`)?.values ?? [];
  expect(share[Math.floor(20_000 / timeline.binMs)]).toBe(1);
});

test('a small weighted share is back only once its region serves it', () => {
  const weights = { [primary]: 0.1, [standby]: 0.9 };
  const plan = buildPlan({
    workloads: [buildWorkload({ clients: buildClients({ failover: buildFailover({ weights }) }) })],
  });
  const returnAt =
    (returnMs: number): Behave =>
    (scheduledMs, _, random) => {
      const home = scheduledMs < shiftedAtMs || scheduledMs >= returnMs;
      return succeed(random() < (home ? 0.1 : 0) ? primary : standby, 10);
    };
  const measure = (returnMs: number) =>
    reduceSimulation(simulateFailover({ plan, behave: returnAt(returnMs) })).recovery;
  expect(measure(Number.POSITIVE_INFINITY)).toMatchObject({ failoverMs: 380, failbackMs: null });
  const { failbackMs } = measure(returnedAtMs);
  expect(Math.abs((failbackMs ?? 0) - moved.failbackMs)).toBeLessThanOrEqual(1000);
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
