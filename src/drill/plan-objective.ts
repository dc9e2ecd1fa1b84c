import type { Objective } from '../shared/contracts/plan.ts';
import { nameObjective } from './name-objective.ts';
import type { CheckedObjective } from './schema/objective-schema.ts';

const units = { successRate: 'ratio', retryAmplification: 'factor' } as const;

export function planObjective(objective: CheckedObjective): Objective {
  const { measure, comparator, value } = objective;
  return {
    id: nameObjective(objective),
    measure,
    phase: 'phase' in objective ? objective.phase : null,
    operation: 'operation' in objective ? (objective.operation ?? null) : null,
    region: 'region' in objective ? (objective.region ?? null) : null,
    quantile: 'quantile' in objective ? objective.quantile : null,
    comparator,
    value,
    unit: measure in units ? units[measure as keyof typeof units] : 'ms',
  };
}
