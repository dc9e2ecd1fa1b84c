import { nameObjective } from '../name-objective.ts';
import type { Problem } from '../problem.ts';
import type { CheckedObjective } from '../schema/objective-schema.ts';
import { type Check, problemAt, type ReadableParts } from './parts.ts';

export const checkObjectives: Check = (parts) => {
  const seen = new Map<string, number>();
  return (parts.objectives ?? []).flatMap((objective, index) => {
    if (objective === undefined) return [];
    const path = `objectives[${index}]`;
    const id = nameObjective(objective);
    const earlier = seen.get(id);
    if (earlier !== undefined) return [problemAt(path, `${id} stands already in objectives[${earlier}]`)];
    seen.set(id, index);
    return [...checkOperation(objective, path, parts), ...checkTime(objective, path, parts)];
  });
};

function checkOperation(objective: CheckedObjective, path: string, { workload }: ReadableParts): Problem[] {
  if (workload === undefined || !('operation' in objective) || objective.operation === undefined) return [];
  if (workload[objective.operation] !== undefined) return [];
  return [problemAt(`${path}.operation`, `the workload sends no ${objective.operation}`)];
}

/** Times that can never be measured would only ever be missed. */
function checkTime({ measure }: CheckedObjective, path: string, parts: ReadableParts): Problem[] {
  const { clients, phases, faults, stableWindow } = parts;
  if (!measure.endsWith('Time')) return [];
  if (faults?.length === 0) return [problemAt(path, `${measure} counts from a fault, and this drill has none`)];
  if (clients && measure === 'detectionTime' && clients.breaker === null) {
    return [problemAt(path, 'clients detect a fault by their breakers, and clients.breaker is off')];
  }
  if (clients && (measure === 'failoverTime' || measure === 'failbackTime') && clients.failover === null) {
    return [problemAt(path, 'these clients do not fail over; that takes a standby, a breaker and a failover policy')];
  }
  if (clients && measure === 'failbackTime' && clients.failover?.failback === 'never') {
    return [problemAt(path, "clients.failover says failback: 'never'")];
  }
  if (phases && stableWindow && measure === 'recoveryTime' && stableWindow > phases.fault + phases.recovery) {
    const left = phases.fault + phases.recovery;
    return [
      problemAt('stableWindow', `is ${stableWindow} ms, but after the fault's start the run lasts ${left} ms only`),
    ];
  }
  return [];
}
