import { type OperationName, operationNames, type Priority, type RequestName } from '../../shared/operations.ts';
import { listRequests } from '../../shared/requests-of.ts';
import { planContents } from '../planning/plan-operations.ts';
import type { ReadableParts } from '../readable-parts.ts';
import { listWorkloads } from '../workload-parts.ts';

/** An operation that a drill sends. */
export interface Sent {
  workload: string;
  operation: OperationName;
  priority: Priority;
  requests: readonly RequestName[];
}

/** What follows an operation included; null where a workload could not be read, so that nobody knows. */
export function listSent(parts: ReadableParts): Sent[] | null {
  const workloads = listWorkloads(parts);
  const several = Object.values(parts.workloads ?? {});
  if (workloads.length === 0 || several.includes(undefined)) return null;
  return workloads.flatMap(({ name: workload, operations, priority: usual }) =>
    operationNames.flatMap((name): Sent[] => {
      const operation = operations[name];
      if (operation === undefined) return [];
      const contents = planContents(name, operation);
      const priority = operation.priority ?? usual;
      const sent = { workload, operation: name, priority, requests: listRequests({ name, ...contents }) };
      return contents.followedBy === null ? [sent] : [sent, { ...sent, operation: contents.followedBy }];
    }),
  );
}
