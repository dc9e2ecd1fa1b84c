import { describe, expect, test } from 'vitest';
import { createBins, type ShiftBins } from '../../../src/result/traffic/count-shifting-traffic.ts';
import { findTrafficShift } from '../../../src/result/traffic/find-traffic-shift.ts';
import { failThrice, planted, succeed } from '../behaviours.ts';
import { buildClients, buildPlan, buildWorkload, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';
import type { Behave } from '../simulate-run.ts';

/** Operations of one bin: how many the standby served, the primary served, and how many of all failed. */
interface Bin {
  standby?: number;
  primary?: number;
  failed?: number;
}

function buildBins(list: readonly Bin[], homeShare = 1): ShiftBins {
  const bins = createBins(list.length, { firstClient: 1, lastClient: 10, homeShare });
  list.forEach(({ standby = 0, primary = 0, failed = 0 }, index) => {
    bins.sent[index] = standby + primary;
    bins.succeeded[index] = standby + primary - failed;
    bins.inRefuge[index] = standby;
    bins.atHome[index] = primary;
  });
  return bins;
}

const onStandby: Bin = { standby: 20 };
const shift = (bins: readonly Bin[], fromMs = 0) => findTrafficShift(buildBins(bins), 'refuge', 0.99, fromMs);

describe('the first ten bins in a row', () => {
  test('must each have 95 % of their operations on the standby', () => {
    const almost = { standby: 18, primary: 2 };
    expect(shift([almost, ...Array<Bin>(10).fill({ standby: 19, primary: 1 })])).toBe(100);
    expect(shift(Array<Bin>(20).fill(almost))).toBeNull();
  });

  test('must each be at the success target', () => {
    expect(
      shift([...Array<Bin>(9).fill(onStandby), { standby: 20, failed: 1 }, ...Array<Bin>(10).fill(onStandby)]),
    ).toBe(1000);
  });

  test('may have empty bins between them, which neither confirm nor break the row', () => {
    const sparse = Array.from({ length: 30 }, (_, bin) => (bin % 3 === 1 ? { standby: 1 } : {}));
    expect(shift(sparse)).toBe(100);
    expect(shift(sparse.slice(0, 28))).toBeNull();
  });

  test('are never fewer: nine at the end of the run prove nothing', () => {
    expect(shift([{ primary: 20 }, ...Array<Bin>(9).fill(onStandby)])).toBeNull();
  });

  test('begin no earlier than the bin that holds the given time', () => {
    expect(shift(Array<Bin>(30).fill(onStandby), 1250)).toBe(1200);
  });
});

describe('failback', () => {
  test('counts the operations that failed on the way back', () => {
    const { recovery } = reduceSimulation(
      simulateFailover({
        behave: (scheduledMs, _, random) => {
          if (scheduledMs >= 10_020 && scheduledMs < 10_400) return failThrice(primary, random);
          // A false start: half a second on the primary in which everything fails, then the standby again.
          if (scheduledMs >= 27_000 && scheduledMs < 27_500) return failThrice(primary, random);
          const away = scheduledMs >= 10_400 && scheduledMs < 31_100;
          return succeed(away ? standby : primary, 10);
        },
      }),
    );
    expect(recovery.failbackMs).toBe(31_100 - planted.revertedAtMs);
    expect(recovery.failbackErrors).toBe(100);
  });

  test('is null when traffic stays on the standby', () => {
    const { recovery } = reduceSimulation(
      simulateFailover({
        behave: (scheduledMs) => succeed(scheduledMs < planted.faultAtMs ? primary : standby, 10),
      }),
    );
    expect(recovery).toMatchObject({ failbackMs: null, failbackErrors: null });
    expect(recovery.failoverMs).not.toBeNull();
  });

  test('is null when traffic never left the primary', () => {
    const { recovery } = reduceSimulation(simulateFailover({ behave: () => succeed(primary, 10) }));
    expect(recovery).toMatchObject({ failoverMs: null, failbackMs: null });
  });

  test('is null where traffic never moved as a whole, though the primary failed until after the revert', () => {
    const behave: Behave = (scheduledMs, _, random) =>
      scheduledMs >= planted.faultAtMs && scheduledMs < 27_000 ? failThrice(primary, random) : succeed(primary, 10);
    const alone = buildPlan({
      workloads: [buildWorkload({ clients: buildClients({ standby: [], failover: null }) })],
    });
    for (const plan of [alone, buildPlan()]) {
      const { recovery } = reduceSimulation(simulateFailover({ plan, behave }));
      expect(recovery).toMatchObject({ failoverMs: null, failbackMs: null, failbackErrors: null });
    }
  });
});
