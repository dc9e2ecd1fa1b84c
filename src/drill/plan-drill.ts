import type { Plan, PlanPhase, PlanRegion } from '../shared/contracts/plan.ts';
import type { PlanWorkload } from '../shared/contracts/workload.ts';
import { phaseNames } from '../shared/operations.ts';
import type { Drill } from './drill-schema.ts';
import { hashData } from './hash.ts';
import { nameDrill } from './name-drill.ts';
import { planClients } from './planning/plan-clients.ts';
import { planFaults } from './planning/plan-faults.ts';
import { planLoad } from './planning/plan-load.ts';
import { planObjective } from './planning/plan-objective.ts';
import { planObjects } from './planning/plan-objects.ts';
import { planOperations } from './planning/plan-operations.ts';
import { listSetups, listVariants } from './setups.ts';

const defaultReplicationLagMs = 500;

export interface PlanOptions {
  /** As the user named it. */
  file: string;
  /** Instead of the drill's own. */
  seed?: number | undefined;
}

/** One plan per variant, in their order; exactly one where there are none. Pure: the same drill gives the same plans. */
export function planDrill(drill: Drill, options: PlanOptions): Plan[] {
  // From the drill without its variants, so that all replay the same arrivals, with one variant more or less.
  const seed = options.seed ?? drill.seed ?? seedFromHash(hashData(planShape(drill, null)));
  return listVariants(drill).map((variant) => planVariant(drill, variant, options.file, seed));
}

function planVariant(drill: Drill, variant: string | null, file: string, seed: number): Plan {
  const shape = planShape(drill, variant);
  const objectives = drill.objectives.filter((objective) => [undefined, variant].includes(objective.variant));
  return {
    schema: 's3drill/plan@1',
    drill: {
      name: drill.name ?? nameDrill(file),
      hypothesis: drill.hypothesis ?? null,
      file,
      hash: hashData(shape),
      variant,
    },
    seed,
    ...shape,
    objectives: objectives.map(planObjective),
  };
}

/**
 * What makes it this kind of run, and is hashed. Names, hypothesis, objectives and seed are left out: they judge a run or
 * repeat it.
 */
function planShape(drill: Drill, variant: string | null) {
  const phases = planPhases(drill);
  return {
    regions: planRegions(drill),
    workloads: planWorkloads(drill, variant, phases),
    objects: planObjects(drill),
    phases,
    faults: planFaults(drill),
    availabilityTarget: drill.availabilityTarget,
    stableWindowMs: drill.stableWindow,
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

function planWorkloads(drill: Drill, variant: string | null, phases: readonly PlanPhase[]): PlanWorkload[] {
  const faultFromMs = drill.phases.steady;
  const endMs = phases.at(-1)?.toMs ?? 0;
  return listSetups(drill, variant, Object.keys(drill.regions)).map((setup) => ({
    name: setup.workload.name,
    clients: planClients(setup.clients, faultFromMs),
    operations: planOperations(setup),
    load: planLoad(setup.workload.load, endMs),
  }));
}

function planPhases({ phases }: Drill): PlanPhase[] {
  let fromMs = 0;
  return phaseNames.map((name) => {
    const phase = { name, kind: name, fromMs, toMs: fromMs + phases[name] };
    fromMs = phase.toMs;
    return phase;
  });
}
