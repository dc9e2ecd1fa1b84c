import type { FaultSelectors, Plan, PlannedFault } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { ConductorRecord, DrillEvent } from '../shared/contracts/telemetry.ts';
import { buildRunPrefix } from '../shared/keys.ts';
import { deriveSeed } from '../shared/random.ts';
import { type Clock, sleep } from './clock.ts';
import { createGatewayControl, type GatewayControl } from './control-gateways.ts';

/** A fault dies with its conductor: without a heartbeat for so long the gateway reverts it by itself. */
const leaseMs = 5000;
const heartbeatEveryMs = 1000;

export interface ConductorRun {
  plan: Plan;
  runId: string;
  regions: ReadonlyMap<string, RegionAccess>;
  clock: Clock;
  report(record: ConductorRecord): Promise<void>;
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
  const { plan, clock } = run;
  const endMs = plan.phases[plan.phases.length - 1]?.toMs ?? 0;
  const gateways = new Map([...run.regions].map(([name, access]) => [name, createGatewayControl(access)]));
  const active = new Set<PlannedFault>();

  async function announce(events: DrillEvent[]): Promise<void> {
    await run.report({ type: 'conductor', final: false, events });
  }

  /** A control call that fails makes the run invalid, but must not keep the others from being tried. */
  async function attempt(work: () => Promise<DrillEvent>, region: string): Promise<void> {
    try {
      await announce([await work()]);
    } catch (error) {
      await announce([{ atMs: clock.now(), type: 'conductorFailed', region, detail: `${error}` }]);
    }
  }

  const gatewayOf = (fault: PlannedFault): GatewayControl => gateways.get(fault.region) as GatewayControl;

  const inject = (fault: PlannedFault): Promise<void> =>
    attempt(async () => {
      const { id, kind, region, parameters } = fault;
      const selectors = placeInRun(fault.selectors, run.runId);
      await gatewayOf(fault).inject({
        id,
        kind,
        selectors,
        parameters,
        leaseMs,
        seed: deriveSeed(plan.seed, `fault ${id}`),
      });
      active.add(fault);
      return { atMs: clock.now(), type: 'faultInjected', region, fault: id, detail: kind };
    }, fault.region);

  const revert = (fault: PlannedFault): Promise<void> =>
    attempt(async () => {
      await gatewayOf(fault).revert(fault.id);
      active.delete(fault);
      return { atMs: clock.now(), type: 'faultReverted', region: fault.region, fault: fault.id, detail: fault.kind };
    }, fault.region);

  async function readBack(): Promise<void> {
    await attempt(async () => {
      const states = await Promise.all([...gateways.values()].map((gateway) => gateway.readState()));
      const left = states.flatMap((state) => state.faults.filter((fault) => fault.active).map((fault) => fault.id));
      if (left.length > 0) throw new Error(`still active after their revert: ${left.join(', ')}`);
      return { atMs: clock.now(), type: 'faultsReadBack', detail: 'no fault is active' };
    }, '');
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
      await renewLeases(active, gateways, announce, clock);
    }
    await sleep(Math.min(action?.atMs ?? endMs, nextHeartbeatMs, endMs) - clock.now());
  }
  // Asked to stop in the midst of a fault, or a fault planned up to the very end.
  if (active.size > 0) {
    for (const fault of [...active]) await revert(fault);
    await readBack();
  }
  await run.report({ type: 'conductor', final: true, events: [] });
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

async function renewLeases(
  active: ReadonlySet<PlannedFault>,
  gateways: ReadonlyMap<string, GatewayControl>,
  announce: (events: DrillEvent[]) => Promise<void>,
  clock: Clock,
): Promise<void> {
  const regions = new Set([...active].map((fault) => fault.region));
  // An empty report is the conductor's own sign of life, and brings back the runner's wish to stop.
  const failures: DrillEvent[] = [];
  for (const region of regions) {
    try {
      await (gateways.get(region) as GatewayControl).renewLeases(leaseMs);
    } catch (error) {
      failures.push({ atMs: clock.now(), type: 'conductorFailed', region, detail: `${error}` });
    }
  }
  await announce(failures);
}
