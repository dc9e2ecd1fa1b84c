import type { Plan } from '../shared/contracts/plan.ts';
import { readEndMs } from '../shared/read-end.ts';
import { meanBytes } from '../shared/sizes.ts';
import { buildTimeline, type TimelineLine } from './estimating/build-timeline.ts';
import { describeTarget, type Target } from './estimating/describe-target.ts';
import { estimateWorkload, type WorkloadEstimate } from './estimating/estimate-workload.ts';

/**
 * What a run would do if no request had to be retried or hedged. Bytes are payloads of objects: no headers, no listings.
 * null: not known before the run, because a load is closed.
 */
export interface Estimate {
  durationMs: number;
  workloads: WorkloadEstimate[];
  /** Of all workloads, follow-ups included. */
  operations: number | null;
  /** Those that seed objects and those that probe health included. */
  requests: number | null;
  seedingRequests: number;
  probeRequests: number;
  bytesSent: number | null;
  bytesReceived: number | null;
  seededObjects: number;
  /** In each region. */
  seededBytes: number;
  targets: Target[];
  timeline: TimelineLine[];
  /** In US dollars. */
  cost: number;
  costNote: string;
}

export function estimateDrill(plan: Plan): Estimate {
  const { workloads, objects, regions } = plan;
  const durationMs = readEndMs(plan);
  const estimates = workloads.map((workload) => estimateWorkload(workload, objects, durationMs));
  // Replicas get the seeded objects from their source.
  const seedingRequests = objects.count * regions.filter((region) => region.replicatesFrom === null).length;
  const probeRequests = countProbes(plan, durationMs);
  const seededBytes = Math.round(objects.count * meanBytes(objects.size));
  const seedingBytes = Math.round(seedingRequests * meanBytes(objects.size));
  return {
    durationMs,
    workloads: estimates,
    operations: sumKnown(estimates.map(({ operations }) => operations)),
    requests: sumKnown([...estimates.map(({ requests }) => requests), seedingRequests, probeRequests]),
    seedingRequests,
    probeRequests,
    bytesSent: sumKnown([...estimates.map(({ bytesSent }) => bytesSent), seedingBytes]),
    bytesReceived: sumKnown(estimates.map(({ bytesReceived }) => bytesReceived)),
    seededObjects: objects.count,
    seededBytes,
    targets: regions.map((region) => describeTarget(region, plan)),
    timeline: buildTimeline(plan, durationMs),
    cost: 0,
    costNote: 'every target is on loopback: no request leaves this machine',
  };
}

/** null as soon as one is not known. */
function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

/** Each client probes its primary and its standbys by itself. */
function countProbes({ workloads }: Plan, durationMs: number): number {
  return workloads.reduce((sum, { clients: { count, standby, failover } }) => {
    const probe = failover?.healthProbe ?? null;
    return probe === null ? sum : sum + count * (1 + standby.length) * Math.floor(durationMs / probe.everyMs);
  }, 0);
}
