import { isDeepStrictEqual } from 'node:util';
import type {
  BreakerPolicy,
  HedgePolicy,
  LimitPolicy,
  PlanClients,
  SheddingPolicy,
} from '../../shared/contracts/policies.ts';
import { formatPercent } from '../../shared/format.ts';
import { completeClients } from '../clients/complete-clients.ts';
import { formatDuration } from '../format.ts';
import { planClients } from '../planning/plan-clients.ts';
import { describeFailover } from './describe-failover.ts';
import { describeRetry } from './describe-retry.ts';

/** What these clients do otherwise than by default: name and text of each policy. */
export function describeClients(
  clients: PlanClients,
  regionNames: readonly string[],
): [policy: string, text: string][] {
  const usual = planClients(completeClients([{ path: '', clients: {} }], regionNames), 0);
  const described: Record<'retry' | 'breaker' | 'failover' | 'hedge' | 'limit' | 'shedding', () => string> = {
    retry: () => describeRetry(clients.retry),
    breaker: () => describeOr(clients.breaker, describeBreaker),
    failover: () => describeOr(clients.failover, describeFailover),
    hedge: () => describeOr(clients.hedge, describeHedge),
    limit: () => describeLimit(clients.limit),
    shedding: () => describeOr(clients.shedding, describeShedding),
  };
  const names = Object.keys(described) as (keyof typeof described)[];
  return names
    .filter((name) => !isDeepStrictEqual(clients[name], usual[name]))
    .map((name) => [name, described[name]()]);
}

function describeOr<Policy>(policy: Policy | null, describe: (policy: Policy) => string): string {
  return policy === null ? 'off' : describe(policy);
}

function describeBreaker({ trip, openForMs, probes, scope }: BreakerPolicy): string {
  const opens =
    trip.kind === 'consecutive'
      ? `after ${trip.failures} failures in a row`
      : `at ${formatPercent(trip.failureRate)} failures in ${formatDuration(trip.windowMs)}, from ${trip.minimumAttempts} attempts on`;
  return `per ${scope}, ${opens}; open for ${formatDuration(openForMs)}, then ${probes} probes`;
}

function describeHedge({ after, budget }: HedgePolicy): string {
  const when =
    after.kind === 'delay' ? formatDuration(after.delayMs) : `p${Number((after.quantile * 100).toPrecision(12))}`;
  return `after ${when}, up to ${formatPercent(budget)} of reads`;
}

function describeLimit(limit: LimitPolicy): string {
  if (limit.kind === 'fixed') return 'fixed';
  const sensitivity =
    limit.kind === 'aimd' ? `× ${limit.backoff} on overload` : `up to ${limit.tolerance}× the usual latency`;
  return `${limit.kind}, at least ${limit.minimum} in flight, ${sensitivity}`;
}

function describeShedding({ normalShare, deferrableShare, returnAfterMs }: SheddingPolicy): string {
  const shares = `${formatPercent(normalShare)} of normal and ${formatPercent(deferrableShare)} of deferrable operations`;
  return `lets in ${shares} while a breaker is open, deferrable ones again after ${formatDuration(returnAfterMs)}`;
}
