import type {
  Plan,
  PlanClients,
  PlannedFault,
  PlanOperation,
  PlanPhase,
  PlanRegion,
} from '../shared/contracts/plan.ts';
import { operationNames, phaseNames } from '../shared/operations.ts';
import { defaultObjectBytes, defaultReplicationLagMs } from './defaults.ts';
import type { Drill } from './drill-schema.ts';
import { hashData } from './hash.ts';
import { nameDrill } from './name-drill.ts';
import { planObjective } from './plan-objective.ts';

/**
 * Pure: the same drill gives the same plan.
 * @param options `file`: as the user named it; `seed`: instead of the drill's own
 */
export function planDrill(drill: Drill, { file, seed }: { file: string; seed?: number | undefined }): Plan {
  const phases = planPhases(drill);
  const shape = {
    regions: planRegions(drill),
    clients: planClients(drill),
    workload: planWorkload(drill),
    load: { kind: drill.load.kind, perSecond: drill.load.rate, arrivals: drill.load.arrivals },
    phases,
    faults: planFaults(drill),
    availabilityTarget: drill.availabilityTarget,
    stableWindowMs: drill.stableWindow,
  };
  // Name, hypothesis, objectives and seed are left out: they judge a run or repeat it, but don't make it another kind of run.
  const hash = hashData(shape);
  return {
    schema: 's3drill/plan@1',
    drill: { name: drill.name ?? nameDrill(file), hypothesis: drill.hypothesis ?? null, file, hash },
    seed: seed ?? drill.seed ?? seedFromHash(hash),
    ...shape,
    objectives: drill.objectives.map(planObjective),
  };
}

/** The first 32 bits of the hash: arbitrary, but the same for every run of the drill. */
function seedFromHash(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16);
}

function planRegions({ regions }: Drill): PlanRegion[] {
  return Object.entries(regions).map(([name, { upstream, replicatesFrom, lag }]) => ({
    name,
    upstream,
    replicatesFrom: replicatesFrom ?? null,
    replicationLagMs: replicatesFrom === undefined ? 0 : (lag ?? defaultReplicationLagMs),
  }));
}

function planClients({ clients }: Drill): PlanClients {
  const { count, concurrency, queue, primary, standby, deadline, attemptTimeout, retry, breaker, failover } = clients;
  return {
    count,
    concurrency,
    queueLimit: queue,
    primary,
    standby,
    deadlineMs: deadline,
    attemptTimeoutMs: attemptTimeout,
    retry,
    breaker: breaker && {
      consecutiveFailures: breaker.consecutiveFailures,
      openForMs: breaker.openFor,
      probes: breaker.probes,
    },
    failover: failover && { failback: failover.failback },
  };
}

/** Operations stand in one order, whatever the author's, so that it neither changes the hash nor the random choices. */
function planWorkload({ workload, objects }: Drill): Plan['workload'] {
  const operations = operationNames.flatMap((name): PlanOperation[] => {
    const operation = workload[name];
    if (operation === undefined) return [];
    const [minBytes, maxBytes] = workload.PutObject && name === 'PutObject' ? workload.PutObject.size : [0, 0];
    const keys = 'keys' in operation ? operation.keys : 'uniform';
    return [{ name, share: operation.share, keys, minBytes, maxBytes }];
  });
  return {
    operations,
    seededObjects: objects.count,
    seededBytes: objects.size ?? workload.GetObject?.size ?? defaultObjectBytes,
  };
}

function planPhases({ phases }: Drill): PlanPhase[] {
  let fromMs = 0;
  return phaseNames.map((name) => {
    const phase = { name, kind: name, fromMs, toMs: fromMs + phases[name] };
    fromMs = phase.toMs;
    return phase;
  });
}

function planFaults({ faults, phases }: Drill): PlannedFault[] {
  const ids = new Set<string>();
  return faults.map(({ kind, region, at, for: lastsMs, selectors, parameters }) => {
    const id = findFreeId(`${kind}-${region}`, ids);
    ids.add(id);
    const fromMs = phases.steady + at;
    const toMs = lastsMs === null ? phases.steady + phases.fault : fromMs + lastsMs;
    return { id, kind, region, fromMs, toMs, selectors, parameters };
  });
}

/** Readable in reports, and safe in the paths of the control API: kinds and regions are letters, digits and dashes. */
function findFreeId(name: string, taken: ReadonlySet<string>): string {
  let id = name;
  for (let number = 2; taken.has(id); number += 1) id = `${name}-${number}`;
  return id;
}
