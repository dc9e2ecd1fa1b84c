import type { BreakerPolicy, FailoverPolicy, PlanClients } from '../../../src/shared/contracts/policies.ts';

export const breakerPolicy: BreakerPolicy = {
  trip: { kind: 'consecutive', failures: 2 },
  openForMs: 1000,
  probes: 1,
  scope: 'region',
  countedOutcomes: [
    'serverError',
    'middleboxError',
    'gatewayTimeout',
    'attemptTimeout',
    'connectionRefused',
    'connectionReset',
    'dnsError',
    'transportError',
  ],
};

export const failoverPolicy: FailoverPolicy = {
  weights: null,
  operations: null,
  deadlineShare: null,
  healthProbe: null,
  operator: null,
  failback: { kind: 'probe', stableMs: 0, rampMs: 0 },
  standbyProtection: null,
};

export interface ClientsChange extends Partial<Omit<PlanClients, 'failover' | 'breaker'>> {
  failover?: Partial<FailoverPolicy> | null;
  breaker?: Partial<BreakerPolicy> | null;
}

/** Clients with east as primary and west as standby, that fail over. */
export function buildClients({ failover = {}, breaker = {}, ...rest }: ClientsChange = {}): PlanClients {
  return {
    count: 1,
    concurrency: 8,
    queueLimit: 8,
    primary: 'east',
    standby: ['west'],
    retry: { kind: 'none' },
    hedge: null,
    limit: { kind: 'fixed' },
    shedding: null,
    ...rest,
    breaker: breaker && { ...breakerPolicy, ...breaker },
    failover: failover && { ...failoverPolicy, ...failover },
  };
}
