import type { MeasureName, Objective, ObjectiveUnit } from '../../shared/contracts/plan.ts';
import { nameObjective } from '../name-objective.ts';
import type { CheckedObjective } from '../schema/objective-schema.ts';

const units: Record<MeasureName, ObjectiveUnit> = {
  successRate: 'ratio',
  latency: 'ms',
  detectionTime: 'ms',
  failoverTime: 'ms',
  recoveryTime: 'ms',
  failbackTime: 'ms',
  retryAmplification: 'factor',
  retrySynchronisation: 'factor',
  breakerOpenings: 'count',
  trafficShare: 'ratio',
  shedShare: 'ratio',
};

export function planObjective(objective: CheckedObjective): Objective {
  const { measure, comparator, value } = objective;
  return {
    id: nameObjective(objective),
    measure,
    // Retries are only ever looked at for synchronisation while a fault lasts.
    phase: 'phase' in objective ? objective.phase : measure === 'retrySynchronisation' ? 'fault' : null,
    operation: 'operation' in objective ? (objective.operation ?? null) : null,
    region: 'region' in objective ? (objective.region ?? null) : null,
    priority: 'priority' in objective ? (objective.priority ?? null) : null,
    workload: 'workload' in objective ? (objective.workload ?? null) : null,
    quantile: 'quantile' in objective ? objective.quantile : null,
    comparator,
    value,
    unit: units[measure],
  };
}
