import type { HedgePolicy, LimitPolicy, PlanClients } from '../../shared/contracts/policies.ts';
import type { Clients } from '../clients/complete-clients.ts';
import { planFailover } from './plan-failover.ts';
import { planRetry } from './plan-retry.ts';

/** @param faultFromMs start of the fault phase */
export function planClients(clients: Clients, faultFromMs: number): PlanClients {
  const { count, concurrency, queue, primary, standby, retry, breaker, failover, hedge, limit, shedding } = clients;
  return {
    count,
    concurrency,
    queueLimit: queue,
    primary,
    standby,
    retry: planRetry(retry),
    breaker: breaker && {
      trip: breaker.trip,
      openForMs: breaker.openFor,
      probes: breaker.probes,
      scope: breaker.per,
      countedOutcomes: breaker.counts,
    },
    failover: failover && planFailover(failover, faultFromMs),
    hedge: hedge && planHedge(hedge),
    limit: planLimit(limit),
    shedding: shedding && {
      normalShare: shedding.normal,
      deferrableShare: shedding.deferrable,
      returnAfterMs: shedding.returnAfter,
    },
  };
}

function planHedge({ after, quantile, budget }: NonNullable<Clients['hedge']>): HedgePolicy {
  return {
    after: quantile === undefined ? { kind: 'delay', delayMs: after ?? 0 } : { kind: 'quantile', quantile },
    budget,
  };
}

function planLimit(limit: Clients['limit']): LimitPolicy {
  return limit ?? { kind: 'fixed' };
}
