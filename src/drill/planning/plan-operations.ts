import type { KeyPlan, PlanOperation } from '../../shared/contracts/workload.ts';
import { type OperationName, operationNames } from '../../shared/operations.ts';
import { settleTimeouts } from '../clients/settle-timeouts.ts';
import type { CheckedOperation } from '../schema/workload-schema.ts';
import type { Setup } from '../setups.ts';
import { planRetry } from './plan-retry.ts';

/** Operations stand in one order, whatever the author's, so that it neither changes the hash nor the random choices. */
export function planOperations({ workload, clients }: Pick<Setup, 'workload' | 'clients'>): PlanOperation[] {
  return operationNames.flatMap((name): PlanOperation[] => {
    const operation = workload.operations[name];
    if (operation === undefined) return [];
    const { share, priority, retry } = operation;
    return [
      {
        name,
        share,
        priority: priority ?? workload.priority,
        ...settleTimeouts(operation, clients),
        retry: retry === undefined ? null : planRetry(retry),
        ...planContents(name, operation),
      },
    ];
  });
}

const uniform: KeyPlan = { kind: 'uniform' };
const conditions = { 'if-none-match': 'ifNoneMatch', 'if-match': 'ifMatch' } as const;

/** What an operation is about; null where that means nothing for it. */
export function planContents(name: OperationName, operation: CheckedOperation) {
  return {
    keys: ('keys' in operation ? operation.keys : undefined) ?? uniform,
    // What GetObject says of sizes is about the seeded objects.
    size: 'size' in operation && name !== 'GetObject' ? (operation.size ?? null) : null,
    partBytes: 'parts' in operation ? operation.parts : null,
    rangeBytes: 'range' in operation ? (operation.range ?? null) : null,
    condition: 'condition' in operation && operation.condition ? conditions[operation.condition] : null,
    pages: 'pages' in operation ? operation.pages : null,
    batch: 'batch' in operation ? operation.batch : null,
    followedBy: 'followedBy' in operation ? (operation.followedBy ?? null) : null,
  };
}
