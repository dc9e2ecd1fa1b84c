import type { Plan } from '../../shared/contracts/plan.ts';
import type { PlanWorkload } from '../../shared/contracts/workload.ts';
import type { OperationName } from '../../shared/operations.ts';

/** The traffic of one workload that a fault can drive from one place to another. */
export interface ShiftingTraffic {
  workload: string;
  /** Numbers of its clients. */
  firstClient: number;
  lastClient: number;
  /** Operations that may be served elsewhere than planned; null: all. */
  operations: readonly OperationName[] | null;
  /** Regions that it leaves, and the share of it that they serve while nothing is wrong. */
  home: readonly string[];
  homeShare: number;
  /** Regions that take it over. */
  refuge: readonly string[];
}

/**
 * The traffic that a drill's faults can shift:
 * - active/standby: that of each workload whose primary has a fault; all of it belongs to the primary, and the standbys
 *   take it over;
 * - active/active (weighted): that of each workload some of whose regions have a fault; these serve the sum of their
 *   weights, and its other regions take it over.
 * Workloads that can't fail over, or that no fault concerns, shift nothing; nor do operations that the policy keeps where
 * they are planned.
 */
export function listShiftingTraffic({ workloads, faults }: Plan): ShiftingTraffic[] {
  const faulted = new Set(faults.map(({ region }) => region));
  let lastClient = 0;
  return workloads.flatMap((workload) => {
    const firstClient = lastClient + 1;
    lastClient += workload.clients.count;
    const traffic = describeShift(workload, faulted);
    if (traffic === null || traffic.home.length === 0 || traffic.refuge.length === 0) return [];
    return [{ ...traffic, firstClient, lastClient }];
  });
}

type Shift = Omit<ShiftingTraffic, 'firstClient' | 'lastClient'>;

function describeShift({ name, clients }: PlanWorkload, faulted: ReadonlySet<string>): Shift | null {
  const { primary, standby, failover } = clients;
  if (failover === null) return null;
  const { weights, operations } = failover;
  const shared = { workload: name, operations };
  if (weights === null) {
    const home = faulted.has(primary) ? [primary] : [];
    return { ...shared, home, homeShare: 1, refuge: standby.filter((region) => region !== primary) };
  }
  const regions = [...new Set([primary, ...standby, ...Object.keys(weights)])];
  const home = Object.keys(weights).filter((region) => faulted.has(region));
  // Rounded: a sum of weights misses 1 by floating point.
  const homeShare = Number(home.reduce((sum, region) => sum + (weights[region] ?? 0), 0).toFixed(9));
  return { ...shared, home, homeShare, refuge: regions.filter((region) => !faulted.has(region)) };
}
