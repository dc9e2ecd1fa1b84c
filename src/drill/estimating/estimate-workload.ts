import type { Plan } from '../../shared/contracts/plan.ts';
import type { PlanOperation, PlanWorkload, SizePlan } from '../../shared/contracts/workload.ts';
import { integrateRate } from '../../shared/load.ts';
import { type OperationName, operationNames } from '../../shared/operations.ts';
import { meanBytes } from '../../shared/sizes.ts';
import { averageParts } from './average-parts.ts';

/** What a workload would send if nothing had to be retried; null: a closed load, whose rate nobody knows before the run. */
export interface WorkloadEstimate {
  name: string;
  /** Follow-ups included. */
  operations: number | null;
  operationsByName: { name: OperationName; count: number | null }[];
  /** Health probes aside. */
  requests: number | null;
  /** Bytes of objects. */
  bytesSent: number | null;
  bytesReceived: number | null;
}

/** What one operation costs, what follows it not included. */
interface Cost {
  requests: number;
  bytesSent: number;
  bytesReceived: number;
}

export function estimateWorkload(
  workload: PlanWorkload,
  objects: Plan['objects'],
  durationMs: number,
): WorkloadEstimate {
  const { name, operations, load } = workload;
  const names = listNames(operations);
  if (load.model === 'closed') {
    const operationsByName = names.map((operation) => ({ name: operation, count: null }));
    return { name, operations: null, operationsByName, requests: null, bytesSent: null, bytesReceived: null };
  }
  const arrivals = integrateRate(load, 0, durationMs);
  const counts = new Map<OperationName, number>(names.map((operation) => [operation, 0]));
  const total: Cost = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  const add = (operation: OperationName, count: number, cost: Cost): void => {
    counts.set(operation, (counts.get(operation) ?? 0) + count);
    total.requests += count * cost.requests;
    total.bytesSent += count * cost.bytesSent;
    total.bytesReceived += count * cost.bytesReceived;
  };
  for (const operation of operations) {
    const count = Math.round(arrivals * operation.share);
    add(operation.name, count, estimateCost(operation, objects));
    if (operation.followedBy !== null) {
      const bytesReceived = meanBytes(operation.name === 'PutObject' && operation.size ? operation.size : objects.size);
      add(operation.followedBy, count, { requests: 1, bytesSent: 0, bytesReceived });
    }
  }
  return {
    name,
    operations: [...counts.values()].reduce((sum, count) => sum + count, 0),
    operationsByName: [...counts].map(([operation, count]) => ({ name: operation, count })),
    requests: Math.round(total.requests),
    bytesSent: Math.round(total.bytesSent),
    bytesReceived: Math.round(total.bytesReceived),
  };
}

function listNames(operations: readonly PlanOperation[]): OperationName[] {
  const sent = operations.flatMap(({ name, followedBy }) => (followedBy === null ? [name] : [name, followedBy]));
  return operationNames.filter((name) => sent.includes(name));
}

function estimateCost(operation: PlanOperation, objects: Plan['objects']): Cost {
  const cost: Cost = { requests: 1, bytesSent: 0, bytesReceived: 0 };
  const { size, partBytes, rangeBytes, condition, pages, batch } = operation;
  switch (operation.name) {
    case 'PutObject':
      return { ...cost, bytesSent: size === null ? 0 : meanBytes(size) };
    case 'GetObject':
      // Seeded objects never change: who revalidates one is told that it knows it.
      return { ...cost, bytesReceived: condition === null ? estimateRead(objects.size, rangeBytes) : 0 };
    case 'ListObjectsV2':
      return { ...cost, requests: averagePages(objects, pages ?? 1, batch ?? objects.count) };
    case 'MultipartUpload': {
      const bytesSent = size === null ? 0 : meanBytes(size);
      const parts = size === null || partBytes === null ? 1 : averageParts(size, partBytes);
      // One creates the upload, and one completes it.
      return { ...cost, requests: parts + 2, bytesSent };
    }
    default:
      return cost;
  }
}

/** A listing is of one prefix, and seeded objects go round the prefixes: the first of them may hold one more. */
function averagePages({ count, prefixes }: Plan['objects'], mostPages: number, keysPerPage: number): number {
  const countPages = (keys: number): number => Math.min(mostPages, Math.max(1, Math.ceil(keys / keysPerPage)));
  const fewest = Math.floor(count / prefixes);
  // Which prefix is listed follows from a seeded object, so that fuller ones come up more often.
  const shareOfFuller = ((count % prefixes) * (fewest + 1)) / count;
  return shareOfFuller * countPages(fewest + 1) + (1 - shareOfFuller) * countPages(fewest);
}

/** Of an object smaller than the range, all is read. */
function estimateRead(size: SizePlan, rangeBytes: number | null): number {
  if (rangeBytes === null) return meanBytes(size);
  return size.kind === 'lognormal' ? meanBytes({ ...size, maxBytes: Math.min(size.maxBytes, rangeBytes) }) : rangeBytes;
}
