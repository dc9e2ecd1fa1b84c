import type { FaultSelectors, Plan, PlannedFault } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { DrillEvent } from '../shared/contracts/telemetry.ts';
import { buildRunPrefix } from '../shared/keys.ts';
import { deriveSeed } from '../shared/random.ts';
import { readEndMs } from '../shared/read-end.ts';
import type { Clock } from './clock.ts';
import type { ConductorLog } from './conductor-log.ts';
import { createGatewayControl, type GatewayControl } from './control-gateways.ts';
import { sleep } from './sleep.ts';

/** A fault dies with its conductor: without a heartbeat for so long the gateway reverts it by itself. */
const leaseMs = 5000;
const heartbeatEveryMs = 1000;
const revertAgainAfterMs = 500;

export interface ConductorRun {
  plan: Plan;
  runId: string;
  regions: ReadonlyMap<string, RegionAccess>;
  clock: Clock;
  log: ConductorLog;
  stopRequested(): boolean;
}

interface Action {
  atMs: number;
  run(): Promise<void>;
}

/**
 * Drives the fault timeline: injects, renews the leases, reverts, and reads back that nothing is left. It is the only
 * one that does, in a scenario of one client, so faults toggle once however many k6 instances share the load.
 */
export async function runConductor(run: ConductorRun): Promise<void> {
  const { plan, clock, log } = run;
  const endMs = readEndMs(plan);
  const gateways = new Map([...run.regions].map(([name, access]) => [name, createGatewayControl(access)]));
  const active = new Set<PlannedFault>();

  /** Regions whose gateway did not take a revert: their leases are no longer renewed, so that they heal by themselves. */
  const failing = new Set<string>();

  /** A control call that fails makes the run invalid, but must not keep the others from being tried. */
  async function attempt(region: string, work: () => Promise<DrillEvent>): Promise<boolean> {
    try {
      await log.note(await work());
      return true;
    } catch (error) {
      await log.note({ atMs: clock.now(), type: 'conductorFailed', region, detail: `${error}` });
      return false;
    }
  }

  const gatewayOf = (fault: PlannedFault): GatewayControl => gateways.get(fault.region) as GatewayControl;

  async function inject(fault: PlannedFault): Promise<void> {
    const { id, kind, region, parameters } = fault;
    await attempt(region, async () => {
      const selectors = placeInRun(fault.selectors, run.runId);
      const seed = deriveSeed(plan.seed, `fault ${id}`);
      await gatewayOf(fault).inject({ id, kind, selectors, parameters, leaseMs, seed });
      active.add(fault);
      return { atMs: clock.now(), type: 'faultInjected', region, fault: id, detail: kind };
    });
  }

  async function revert(fault: PlannedFault): Promise<void> {
    const { id, kind, region } = fault;
    active.delete(fault);
    const held = await attempt(region, async () => {
      await gatewayOf(fault).revert(id);
      return { atMs: clock.now(), type: 'faultReverted', region, fault: id, detail: kind };
    });
    if (held) return;
    failing.add(region);
    timeline.unshift({ atMs: clock.now() + revertAgainAfterMs, run: () => revert(fault) });
  }

  async function readBack(): Promise<void> {
    await attempt('', async () => {
      const states = await Promise.all([...gateways.values()].map((gateway) => gateway.readState()));
      const left = states.flatMap((state) => state.faults.filter((fault) => fault.active).map((fault) => fault.id));
      if (left.length > 0) throw new Error(`still active after their revert: ${left.join(', ')}`);
      return { atMs: clock.now(), type: 'faultsReadBack', detail: 'no fault is active' };
    });
  }

  /** Keeps the faults alive, and tells the runner that their conductor is. */
  async function beat(): Promise<void> {
    const failures: DrillEvent[] = [];
    const regions = new Set([...active].map((fault) => fault.region).filter((region) => !failing.has(region)));
    for (const region of regions) {
      try {
        await (gateways.get(region) as GatewayControl).renewLeases(leaseMs);
      } catch (error) {
        failures.push({ atMs: clock.now(), type: 'conductorFailed', region, detail: `${error}` });
      }
    }
    await log.note(...failures);
  }

  const timeline = buildTimeline(plan.faults, inject, revert);
  let nextHeartbeatMs = 0;
  while (clock.now() < endMs && !run.stopRequested()) {
    const action = timeline[0];
    if (action !== undefined && action.atMs <= clock.now()) {
      timeline.shift();
      await action.run();
      const lastRevertDone = active.size === 0 && plan.faults.length > 0 && timeline.length === 0;
      if (lastRevertDone) await readBack();
      continue;
    }
    if (clock.now() >= nextHeartbeatMs) {
      nextHeartbeatMs = clock.now() + heartbeatEveryMs;
      await beat();
    }
    await sleep(Math.min(action?.atMs ?? endMs, nextHeartbeatMs, endMs) - clock.now());
  }
  // Asked to stop in the midst of a fault, or a fault planned up to the very end.
  if (active.size > 0) {
    for (const fault of [...active]) await revert(fault);
    await readBack();
  }
  await log.finish();
}

/** A drill names prefixes below its run's own, which it cannot know; the gateway compares whole keys. */
function placeInRun(selectors: FaultSelectors, runId: string): FaultSelectors {
  if (selectors.prefix === undefined) return selectors;
  return { ...selectors, prefix: `${buildRunPrefix(runId)}/${selectors.prefix}` };
}

function buildTimeline(
  faults: readonly PlannedFault[],
  inject: (fault: PlannedFault) => Promise<void>,
  revert: (fault: PlannedFault) => Promise<void>,
): Action[] {
  return faults
    .flatMap((fault) => [
      { atMs: fault.fromMs, run: () => inject(fault) },
      { atMs: fault.toMs, run: () => revert(fault) },
    ])
    .sort((left, right) => left.atMs - right.atMs);
}
