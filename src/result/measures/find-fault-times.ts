import type { FaultCounters } from '../../shared/contracts/control.ts';
import type { Tally } from '../tally/tally.ts';
import { findCounters } from './measure-faults.ts';

export interface FaultTimes {
  /** t_f, from the start of the run: the first request that a gateway really faulted; null: none was. */
  faultAtMs: number | null;
  /** t_r, from the start of the run: all faults reverted and read back; null: not known to be. */
  revertedAtMs: number | null;
}

/**
 * t_f is the earliest `firstFaultedAtEpochMs` of all gateways, not the planned time: what clients can notice begins
 * with the first faulted request. t_r is the conductor's last `faultsReadBack`; without one, the gateways' latest
 * `revertedAtEpochMs`, if no fault is left active. Gateways and runner share one clock.
 */
export function findFaultTimes(tally: Tally): FaultTimes {
  if (tally.start === null) return { faultAtMs: null, revertedAtMs: null };
  const { startedAtEpochMs } = tally.start;
  const faults = tally.plan.faults.flatMap((fault) => findCounters(tally, fault) ?? []);
  const firstFaulted = faults.map((fault) => fault.firstFaultedAtEpochMs).filter((time) => time !== null);
  if (firstFaulted.length === 0) return { faultAtMs: null, revertedAtMs: null };
  return {
    faultAtMs: Math.max(0, Math.min(...firstFaulted) - startedAtEpochMs),
    revertedAtMs: findReadBack(tally) ?? findLastRevert(faults, startedAtEpochMs),
  };
}

/** Whether the gateways' counters can tell when a request was first faulted; a crash may have taken them. */
export function areFaultTimesKnown({ plan, start, gateways }: Tally): boolean {
  return start !== null && plan.faults.every(({ region }) => gateways.has(region));
}

function findReadBack({ events }: Tally): number | null {
  const times = events.filter((event) => event.type === 'faultsReadBack').map((event) => event.atMs);
  return times.length === 0 ? null : Math.max(...times);
}

function findLastRevert(faults: readonly FaultCounters[], startedAtEpochMs: number): number | null {
  if (faults.some((fault) => fault.active)) return null;
  const times = faults.map((fault) => fault.revertedAtEpochMs).filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times) - startedAtEpochMs;
}
