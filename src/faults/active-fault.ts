import type { IncomingHttpHeaders } from 'node:http';
import type { ClassifiedRequest } from '../shared/classify-request.ts';
import type { FaultCounters, FaultInjection } from '../shared/contracts/control.ts';
import type { FaultSelectors } from '../shared/contracts/plan.ts';
import { createRandom, deriveSeed, type Random } from '../shared/random.ts';
import type { HeldExchange } from './exchange.ts';
import type { FaultKind } from './fault-kind.ts';
import { createPrefixLimit, type PrefixLimit, readPrefix, takeToken } from './prefix-limit.ts';

export interface ActiveFault {
  readonly id: string;
  readonly kind: FaultKind;
  readonly selectors: FaultSelectors;
  /** As the kind's own schema has parsed them. */
  readonly parameters: Record<string, unknown>;
  readonly counters: FaultCounters;
  readonly cutsConnections: boolean;
  /** Spares what is within it; null: there is none. */
  readonly limit: PrefixLimit | null;
  /** Decides by `probability`, request after request. */
  readonly draw: Random;
  /** For the kind's own choices, so that those don't shift the draws. */
  readonly random: Random;
  /** False as soon as the revert has begun: no further request is faulted. */
  holds: boolean;
  /** Requests that have had their chance of being faulted; never more than `first`. */
  turns: number;
  /** Requests that the fault has in its hands. */
  readonly underway: Map<HeldExchange, Promise<void>>;
}

export function createActiveFault(
  injection: FaultInjection,
  kind: FaultKind,
  parameters: Record<string, unknown>,
): ActiveFault {
  const spared = kind.sparedPerPrefixPerSecond?.(parameters);
  return {
    id: injection.id,
    kind,
    selectors: injection.selectors,
    parameters,
    cutsConnections: kind.cutsConnections?.(parameters) ?? false,
    limit: spared === undefined ? null : createPrefixLimit(spared),
    draw: createRandom(deriveSeed(injection.seed, 'draw')),
    random: createRandom(deriveSeed(injection.seed, 'kind')),
    holds: true,
    turns: 0,
    underway: new Map(),
    counters: {
      id: injection.id,
      kind: injection.kind,
      active: true,
      matched: 0,
      injected: 0,
      cutBeforeRequest: 0,
      probability: spared === undefined ? (injection.selectors.probability ?? 1) : null,
      injectedAtEpochMs: Date.now(),
      revertedAtEpochMs: null,
      firstFaultedAtEpochMs: null,
      lastFaultedAtEpochMs: null,
      revertedBy: null,
    },
  };
}

/** Whether a request matches. A prefix never meets a request without a key, such as a listing. */
export function selectsRequest(
  { kind, selectors }: ActiveFault,
  request: ClassifiedRequest,
  headers: IncomingHttpHeaders,
): boolean {
  const { operations, prefix } = selectors;
  if (operations !== undefined && !operations.some((name) => name === request.name)) return false;
  if (kind.requests !== undefined && !kind.requests.some((name) => name === request.name)) return false;
  if (prefix !== undefined && (request.key === '' || !request.key.startsWith(prefix))) return false;
  return kind.matchesHeaders?.(headers) !== false;
}

/** Counts a matching request or connection, and says whether it is among those that may be faulted. */
export function takeTurn(fault: ActiveFault): boolean {
  const { counters, selectors } = fault;
  counters.matched += 1;
  if (selectors.first !== undefined && fault.turns >= selectors.first) return false;
  fault.turns += 1;
  return true;
}

/** Whether chance lets the fault meet the request whose turn it is. */
export function isDrawn({ counters: { probability }, draw }: ActiveFault): boolean {
  return probability === null || probability >= 1 || draw() < probability;
}

/** Whether a request whose turn it is passes unfaulted, because it is within the fault's limit. */
export function isSpared({ limit }: ActiveFault, request: ClassifiedRequest, nowMs: number): boolean {
  return limit !== null && takeToken(limit, readPrefix(request), nowMs);
}

/** Takes back a turn at a request that turned out to offer nothing to the fault. */
export function giveBackTurn(fault: ActiveFault): void {
  fault.counters.matched -= 1;
  fault.turns -= 1;
}

/** Counts a request or connection that is really faulted, now. */
export function countInjection({ counters }: ActiveFault): void {
  counters.injected += 1;
  counters.lastFaultedAtEpochMs = Date.now();
  counters.firstFaultedAtEpochMs ??= counters.lastFaultedAtEpochMs;
}
