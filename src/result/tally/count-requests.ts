import type { AttemptOutcome } from '../../shared/outcome.ts';
import type { Tally } from './tally.ts';

/** What clients and gateway say of one region. */
export interface RegionRequests {
  region: string;
  attempts: number;
  seeding: number;
  /** Attempts that got no answer over HTTP, so that the request may never have reached the gateway. */
  unanswered: number;
  received: number;
  cutBeforeRequest: number;
  /** Connections that faults cut on purpose: a client's HTTP library may silently send such a request again. */
  cutByFaults: number;
}

/** A deadline that cuts an attempt short is a timeout of our own too. */
const unansweredOutcomes: ReadonlySet<AttemptOutcome> = new Set([
  'attemptTimeout',
  'deadlineExceeded',
  'connectionRefused',
  'connectionReset',
  'dnsError',
  'transportError',
]);

/** Fault kinds that end a connection before its answer. */
const cuttingKinds: ReadonlySet<string> = new Set(['reset', 'blackhole']);

export const noRequests: RegionRequests = {
  region: '',
  attempts: 0,
  seeding: 0,
  unanswered: 0,
  received: 0,
  cutBeforeRequest: 0,
  cutByFaults: 0,
};

/**
 * Both sides' counts by region: those of the plan, and any other that a client named or a gateway reported. Attempts are
 * of every cause: hedges and health probes reach a gateway like any other, and a client tells its last only when each of
 * them has ended.
 */
export function countRequests(tally: Tally): RegionRequests[] {
  const regions = new Map<string, RegionRequests>();
  const at = (region: string): RegionRequests => {
    const known = regions.get(region);
    if (known !== undefined) return known;
    const created = { ...noRequests, region };
    regions.set(region, created);
    return created;
  };
  for (const { name } of tally.plan.regions) at(name);
  for (const { region, outcome, count } of tally.attempts.values()) {
    const entry = at(region);
    entry.attempts += count;
    if (unansweredOutcomes.has(outcome)) entry.unanswered += count;
  }
  for (const [region, count] of Object.entries(tally.start?.seedingAttempts ?? {})) at(region).seeding += count;
  for (const { region, receivedTotal, faults } of tally.gateways.values()) {
    const entry = at(region);
    entry.received += receivedTotal;
    for (const fault of faults) {
      entry.cutBeforeRequest += fault.cutBeforeRequest;
      if (cuttingKinds.has(fault.kind)) entry.cutByFaults += fault.injected;
    }
  }
  return [...regions.values()];
}
