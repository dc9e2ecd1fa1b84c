import type { Plan, PlannedFault, PlanRegion } from '../shared/contracts/plan.ts';
import type { OperationName } from '../shared/operations.ts';
import { formatDuration } from './format.ts';

/** What a run would do if no request had to be retried. Bytes are payloads of objects: no headers, no listings. */
export interface Estimate {
  durationMs: number;
  operations: number;
  operationsByName: { name: OperationName; count: number }[];
  /** Those that seed objects included. */
  requests: number;
  seedingRequests: number;
  bytesSent: number;
  bytesReceived: number;
  seededObjects: number;
  /** In each region. */
  seededBytes: number;
  targets: Target[];
  timeline: TimelineLine[];
  /** In US dollars. */
  cost: number;
  costNote: string;
}

export interface Target {
  region: string;
  endpoint: string;
  role: 'primary' | 'standby' | 'unused';
  note: string;
}

export interface TimelineLine {
  atMs: number;
  text: string;
}

export function estimateDrill(plan: Plan): Estimate {
  const { workload, load, regions } = plan;
  const durationMs = Math.max(...plan.phases.map((phase) => phase.toMs));
  const arrivals = (load.perSecond * durationMs) / 1000;
  const operationsByName = workload.operations.map(({ name, share }) => ({
    name,
    count: Math.round(arrivals * share),
  }));
  const operations = operationsByName.reduce((sum, { count }) => sum + count, 0);
  const countOf = (name: OperationName) => operationsByName.find((entry) => entry.name === name)?.count ?? 0;

  const put = workload.operations.find((operation) => operation.name === 'PutObject');
  const meanPutBytes = put === undefined ? 0 : (put.minBytes + put.maxBytes) / 2;
  // Replicas get the seeded objects from their source.
  const seedingRequests = workload.seededObjects * regions.filter((region) => region.replicatesFrom === null).length;

  return {
    durationMs,
    operations,
    operationsByName,
    requests: operations + seedingRequests,
    seedingRequests,
    bytesSent: Math.round(countOf('PutObject') * meanPutBytes) + seedingRequests * workload.seededBytes,
    bytesReceived: countOf('GetObject') * workload.seededBytes,
    seededObjects: workload.seededObjects,
    seededBytes: workload.seededObjects * workload.seededBytes,
    targets: regions.map((region) => describeTarget(region, plan)),
    timeline: buildTimeline(plan, durationMs),
    cost: 0,
    costNote: 'every target is on loopback: no request leaves this machine',
  };
}

function describeTarget(region: PlanRegion, { clients }: Plan): Target {
  const { name, replicatesFrom, replicationLagMs } = region;
  const role = name === clients.primary ? 'primary' : clients.standby.includes(name) ? 'standby' : 'unused';
  const note =
    replicatesFrom === null ? '' : `replicates from ${replicatesFrom}, ${formatDuration(replicationLagMs)} later`;
  return { region: name, endpoint: 'http://127.0.0.1 (a free port)', role, note };
}

function buildTimeline({ phases, faults }: Plan, durationMs: number): TimelineLine[] {
  const lines = [
    ...faults.map(({ kind, region, toMs }) => ({ atMs: toMs, text: `revert ${kind} in ${region}` })),
    ...phases.map(({ name, fromMs }) => ({ atMs: fromMs, text: `phase ${name}` })),
    ...faults.map((fault) => ({ atMs: fault.fromMs, text: describeInjection(fault) })),
    { atMs: durationMs, text: 'end of the load' },
  ];
  // Sorting is stable: what happens at the same time stays in the order above.
  return lines.sort((left, right) => left.atMs - right.atMs);
}

function describeInjection({ kind, region, selectors }: PlannedFault): string {
  const { operations, prefix, probability } = selectors;
  const narrowed = [
    operations?.join(', '),
    prefix === undefined ? undefined : `keys under '${prefix}'`,
    probability === undefined ? undefined : `probability ${probability}`,
  ].filter((part) => part !== undefined);
  return `inject ${kind} in ${region}${narrowed.length === 0 ? '' : ` (${narrowed.join('; ')})`}`;
}
