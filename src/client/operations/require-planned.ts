import type { PlanOperation } from '../../shared/contracts/workload.ts';

/** @throws when the plan leaves open what its operation can't do without */
export function requirePlanned<Field extends 'size' | 'partBytes' | 'pages' | 'batch'>(
  operation: PlanOperation,
  field: Field,
): NonNullable<PlanOperation[Field]> {
  const value = operation[field];
  if (value === null) throw new Error(`the plan has no ${field} for ${operation.name}`);
  return value;
}
