import { locateKey } from '../clients/layers.ts';
import { listMovableOperations } from '../planning/plan-failover.ts';
import type { Problem } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import { mayRetry, type Setup } from '../setups.ts';
import { type Check, problemAt } from './check.ts';

export const checkFailover: Check = (parts, setups) => [
  ...setups.flatMap((setup) => [...checkTrigger(setup), ...checkProtection(setup), ...checkOperator(setup, parts)]),
  ...checkMovable(setups),
];

function checkTrigger(setup: Setup): Problem[] {
  const { breaker, failover } = setup.clients;
  if (failover === null || breaker !== null) return [];
  const { healthProbe, operator, deadlineShare, weights } = failover;
  // Weights spread traffic even where nothing ever moves it.
  if (healthProbe !== null || operator !== undefined || weights !== undefined) return [];
  const movesRetries = deadlineShare !== undefined;
  if (movesRetries && mayRetry(setup)) return [];
  const { path } = locateKey(setup.layers, movesRetries ? ['failover', 'retry', 'breaker'] : ['failover', 'breaker']);
  const others = movesRetries
    ? 'deadlineShare moves retries only, of which there are none'
    : 'there is no healthProbe, operator or deadlineShare';
  return [problemAt(path, `nothing would make these clients leave a region: the breaker is off, and ${others}`)];
}

/**
 * What is held back has left its home. With weights, operations that begin in an outage are planned for the regions that are
 * left, and so are at home there.
 */
function checkProtection({ clients: { failover }, layers }: Setup): Problem[] {
  if (failover?.weights === undefined || failover.protectStandby === undefined) return [];
  const { path } = locateKey(layers, ['failover']);
  const message =
    'has no effect together with weights: operations that begin in an outage are planned for the regions that are left; bound them by a limit or by shedding instead';
  return [problemAt(`${path}.protectStandby`, message)];
}

function checkOperator({ clients: { failover }, layers }: Setup, { phases }: ReadableParts): Problem[] {
  if (phases === undefined || failover?.operator === undefined) return [];
  const leftMs = phases.fault + phases.recovery;
  return Object.entries(failover.operator).flatMap(([key, atMs]) => {
    if (atMs === undefined || atMs < leftMs) return [];
    const { path } = locateKey(layers, ['failover']);
    const message = `is ${atMs} ms after the start of the fault phase, where the run is over after ${leftMs} ms`;
    return [problemAt(`${path}.operator.${key}`, message)];
  });
}

/** A policy that several workloads share must fit one of them, not each. */
function checkMovable(setups: readonly Setup[]): Problem[] {
  return setups.flatMap(({ clients: { failover }, layers }) => {
    const movable = failover && listMovableOperations(failover);
    if (failover === null || movable === null) return [];
    const sharing = setups.filter(({ clients }) => clients.failover === failover);
    if (sharing.some(({ workload }) => movable.some((name) => workload.operations[name] !== undefined))) return [];
    const { path } = locateKey(layers, ['failover']);
    const key = failover.readsOnly ? 'readsOnly' : 'operations';
    return [problemAt(`${path}.${key}`, 'no workload sends any operation that these clients may move')];
  });
}
