import type { Plan } from '../../../shared/contracts/plan.ts';
import type { FailoverPolicy, HedgePolicy, PlanClients, RetryPolicy } from '../../../shared/contracts/policies.ts';

/** Keys of the plan that the drill’s language calls otherwise; of the others it drops only the unit. */
const names: Readonly<Record<string, string>> = {
  queueLimit: 'queue',
  honoursRetryAfter: 'retryAfter',
  failures: 'consecutiveFailures',
  scope: 'per',
  countedOutcomes: 'counts',
  awayAtMs: 'away',
  backAtMs: 'back',
  stableMs: 'stableFor',
  standbyProtection: 'protectStandby',
  fromShare: 'from',
  overMs: 'ramp',
  perSecond: 'cap',
  normalShare: 'normal',
  deferrableShare: 'deferrable',
  partBytes: 'parts',
  rangeBytes: 'range',
};

/** A path of settings in the drill’s language, without units: they stand with the values. */
export function nameSetting(path: string): string {
  const keys = path.split('.').map((key) => names[key] ?? key.replace(/(Ms|Bytes)$/, ''));
  return keys.join('.');
}

/** Settings of a workload’s clients, grouped as the drill’s language groups them; keys and units are the plan’s. */
export function readClients(clients: PlanClients, plan: Plan): Record<string, unknown> {
  const { retry, breaker, failover, hedge } = clients;
  return {
    ...clients,
    retry: readRetry(retry),
    breaker: breaker && readBreaker(breaker),
    failover: failover && readFailover(failover, plan),
    hedge: hedge && readHedge(hedge),
  };
}

/** What a curve has no say in was filled in for the plan. */
export function readRetry(retry: RetryPolicy): Record<string, unknown> {
  if (retry.kind !== 'immediate' && retry.kind !== 'fixed') return retry;
  const { kind, maxAttempts, baseMs, quota, honoursRetryAfter } = retry;
  return { kind, maxAttempts, ...(kind === 'fixed' && { delayMs: baseMs }), quota, honoursRetryAfter };
}

function readBreaker({ trip, ...breaker }: NonNullable<PlanClients['breaker']>): Record<string, unknown> {
  const { kind: _, ...trigger } = trip;
  return { ...trigger, ...breaker };
}

/** An operator’s times count from the start of the fault phase there. */
function readFailover(failover: FailoverPolicy, { phases }: Plan): Record<string, unknown> {
  const { failback, operator, standbyProtection } = failover;
  const faultFromMs = phases.find(({ kind }) => kind === 'fault')?.fromMs ?? 0;
  const { kind: _, ...protection } = standbyProtection ?? {};
  return {
    ...failover,
    operator: operator && {
      awayAtMs: operator.awayAtMs - faultFromMs,
      backAtMs: operator.backAtMs === null ? null : operator.backAtMs - faultFromMs,
    },
    failback: failback.kind,
    stableMs: failback.stableMs,
    rampMs: failback.rampMs,
    standbyProtection: standbyProtection && protection,
  };
}

function readHedge({ after, budget }: HedgePolicy): Record<string, unknown> {
  return { ...(after.kind === 'delay' ? { afterMs: after.delayMs } : { quantile: after.quantile }), budget };
}
