import type { Plan, PlanRegion } from '../../shared/contracts/plan.ts';
import { formatDuration } from '../format.ts';

export interface Target {
  region: string;
  endpoint: string;
  /** The foremost that some workload gives it. */
  role: 'primary' | 'standby' | 'unused';
  note: string;
}

export function describeTarget(region: PlanRegion, { workloads }: Plan): Target {
  const { name, replicatesFrom, replicationLagMs } = region;
  const isPrimary = workloads.some(({ clients }) => clients.primary === name);
  const isStandby = workloads.some(({ clients }) => clients.standby.includes(name));
  return {
    region: name,
    endpoint: 'http://127.0.0.1 (a free port)',
    role: isPrimary ? 'primary' : isStandby ? 'standby' : 'unused',
    note: replicatesFrom === null ? '' : `replicates from ${replicatesFrom}, ${formatDuration(replicationLagMs)} later`,
  };
}
