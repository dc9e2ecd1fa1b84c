import { locateKey } from '../clients/layers.ts';
import type { Problem } from '../problem.ts';
import type { CheckedOperations } from '../schema/workload-schema.ts';
import type { Setup } from '../setups.ts';
import { type Check, problemAt } from './check.ts';

export const checkPolicies: Check = (_, setups) =>
  setups.flatMap((setup) => [
    ...checkHedge(setup, setups),
    ...checkLimit(setup),
    ...checkShedding(setup),
    ...checkSheddingEnds(setup),
  ]);

function checkHedge({ clients: { hedge, standby }, layers }: Setup, setups: readonly Setup[]): Problem[] {
  if (hedge === null) return [];
  if (standby.length === 0) {
    const { path } = locateKey(layers, ['hedge', 'standby']);
    return [problemAt(path, 'a hedge goes to another region, and these clients have no standby')];
  }
  // A policy that several workloads share must fit one of them, not each.
  if (setups.some(({ clients, workload }) => clients.hedge === hedge && sendsReads(workload.operations))) return [];
  const { path } = locateKey(layers, ['hedge']);
  return [problemAt(path, 'only GetObject and HeadObject are hedged, and no workload of these clients sends them')];
}

function sendsReads({ GetObject, HeadObject, PutObject, ListObjectsV2 }: CheckedOperations): boolean {
  const isFollowed = PutObject?.followedBy !== undefined || ListObjectsV2?.followedBy !== undefined;
  return GetObject !== undefined || HeadObject !== undefined || isFollowed;
}

function checkLimit({ clients: { limit, concurrency }, layers }: Setup): Problem[] {
  if (limit === null || limit.minimum <= concurrency) return [];
  const { path } = locateKey(layers, ['limit', 'concurrency']);
  return [problemAt(path, `the limit's minimum is ${limit.minimum}, more than the concurrency of ${concurrency}`)];
}

function checkShedding({ clients: { shedding, breaker, failover }, layers }: Setup): Problem[] {
  if (shedding === null || breaker !== null) return [];
  // A region found unhealthy by probes is distrusted too.
  if (failover !== null && failover.healthProbe !== null) return [];
  const { path } = locateKey(layers, ['shedding', 'breaker']);
  return [problemAt(path, 'load is shed while a breaker is open, and the breaker is off')];
}

/** Load is shed until every breaker is closed, so somebody must ask the region that was left; health probes close none. */
function checkSheddingEnds({ clients: { shedding, breaker, failover }, layers }: Setup): Problem[] {
  if (shedding === null || breaker === null || failover === null || failover.failback === 'probe') return [];
  const { failback, healthProbe } = failover;
  if (failback === 'operator' && healthProbe !== null) return [];
  const { path } = locateKey(layers, ['shedding', 'failover']);
  const end = failback === 'never' ? 'would never end' : 'would not end before the operator switches back';
  const message = `${end}: with failback: '${failback}' nobody probes a region that was left; say failback: 'probe', or give failover a healthProbe and say breaker: false`;
  return [problemAt(path, message)];
}
