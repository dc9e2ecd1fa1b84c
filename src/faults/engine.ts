import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { ClassifiedRequest } from '../shared/classify-request.ts';
import type { FaultCounters, FaultInjection } from '../shared/contracts/control.ts';
import { type ActiveFault, countInjection, isDrawn, isSpared, selectsRequest, takeTurn } from './active-fault.ts';
import { applyFault } from './apply-fault.ts';
import { faultCatalogue } from './catalogue.ts';
import type { HeldExchange } from './exchange.ts';
import { createLeases } from './leases.ts';
import { prepareFault } from './prepare-fault.ts';
import { revertFault } from './revert-fault.ts';

/**
 * The faults of one gateway, and which of them a request meets:
 *
 *   connection ─► faults that cut it ─► request read ─► fault 1 ─► fault 2 ─► … ─► region
 *                        │                                 │ answered, cut, or
 *                        ▼ RST                             ▼ delayed and passed on
 *
 *   client ◄── answer, spoilt by the fault that asked the region for it ◄── region
 *
 * Precedence: faults that cut connections come first, as no request is known yet; then the others in the order of the
 * catalogue, so that delays add up before anything is answered and answers are spoilt last; within a kind, the one
 * injected first. A request that an earlier fault has answered or cut never gets to a later one and counts nowhere in it,
 * so that `injected / matched` agrees with each fault's own probability however faults overlap.
 */
export interface FaultEngine {
  /** True while no fault is active: the one check that an unfaulted request pays for. */
  isIdle(): boolean;
  /** Whether a new connection is to be cut. */
  cutsConnection(socket: Socket): boolean;
  /** Whether a connection is to be cut at the request that has just arrived on it. */
  cutsRequest(socket: Socket): boolean;
  /** Resolves when each fault that the request met has done its part; `exchange.isOver()` tells whether it goes on. */
  meetRequest(request: ClassifiedRequest, headers: IncomingHttpHeaders, exchange: HeldExchange): Promise<void>;
  inject(injection: FaultInjection): { injected: true } | { injected: false; status: 400 | 409; error: string };
  /** Resolves when the fault no longer holds, at once when it is not active. */
  revert(id: string): Promise<void>;
  revertAll(): Promise<void>;
  renewLeases(leaseMs: number): void;
  /** Counters of active and reverted faults; an id that is injected again starts anew. */
  readCounters(): FaultCounters[];
  /** Ends all leases; nothing is reverted. */
  close(): void;
}

export function createFaultEngine(): FaultEngine {
  const faults = new Map<string, ActiveFault>();
  const reverts = new Map<string, Promise<void>>();
  // Replaced as a whole at each change, so that a request under way keeps the list that it arrived to.
  let onConnections: ActiveFault[] = [];
  let onRequests: ActiveFault[] = [];
  /** New connections that were spared, until their first request: one chance per use of a connection. */
  let spared = new WeakSet<Socket>();
  const leases = createLeases((id) => void endFault(id, 'lease'));

  function arrange(): void {
    const holding = [...faults.values()].filter((fault) => fault.holds);
    onConnections = holding.filter((fault) => fault.cutsConnections);
    onRequests = holding.filter((fault) => !fault.cutsConnections).sort((a, b) => rankOf(a) - rankOf(b));
    spared = new WeakSet();
  }

  function cutsUse(): boolean {
    for (const fault of onConnections) {
      if (!takeTurn(fault) || !isDrawn(fault)) continue;
      countInjection(fault);
      fault.counters.cutBeforeRequest += 1;
      return true;
    }
    return false;
  }

  function endFault(id: string, by: 'request' | 'lease'): Promise<void> {
    const fault = faults.get(id);
    if (fault === undefined || !fault.counters.active) return Promise.resolve();
    const begun = reverts.get(id);
    if (begun !== undefined) return begun;
    leases.end(id);
    const revert = revertFault(fault, by).finally(() => reverts.delete(id));
    reverts.set(id, revert);
    arrange();
    return revert;
  }

  return {
    isIdle: () => onRequests.length === 0 && onConnections.length === 0,

    cutsConnection(socket) {
      if (cutsUse()) return true;
      spared.add(socket);
      return false;
    },

    cutsRequest: (socket) => !spared.delete(socket) && cutsUse(),

    async meetRequest(request, headers, exchange) {
      for (const fault of onRequests) {
        if (!fault.holds || !selectsRequest(fault, request, headers) || !takeTurn(fault)) continue;
        if (isSpared(fault, request, performance.now())) continue;
        // Whether an answer has anything to spoil shows only when it is there, and only those that have are drawn from.
        if (!('spoil' in fault.kind) && !isDrawn(fault)) continue;
        await applyFault(fault, exchange);
        if (exchange.isOver()) return;
      }
    },

    inject(injection) {
      if (faults.get(injection.id)?.counters.active) {
        return { injected: false, status: 409, error: `Fault '${injection.id}' is active already` };
      }
      const prepared = prepareFault(injection);
      if ('error' in prepared) return { injected: false, status: 400, error: prepared.error };
      // Deleted first, so that the order of the map stays the order of injection.
      faults.delete(injection.id);
      faults.set(injection.id, prepared.fault);
      leases.grant(injection.id, injection.leaseMs);
      arrange();
      return { injected: true };
    },

    revert: (id) => endFault(id, 'request'),

    async revertAll() {
      await Promise.all([...faults.keys()].map((id) => endFault(id, 'request')));
    },

    renewLeases: leases.renewAll,
    readCounters: () => [...faults.values()].map((fault) => ({ ...fault.counters })),
    close: leases.endAll,
  };
}

function rankOf(fault: ActiveFault): number {
  return Object.keys(faultCatalogue).indexOf(fault.kind.kind);
}
