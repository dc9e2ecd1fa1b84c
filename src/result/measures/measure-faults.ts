import type { FaultCounters } from '../../shared/contracts/control.ts';
import type { PlannedFault } from '../../shared/contracts/plan.ts';
import type { FaultResult } from '../../shared/contracts/result.ts';
import type { Tally } from '../tally/tally.ts';

/** Each planned fault as its gateway held it: the configured share of matching requests against injected ÷ matched. */
export function measureFaults(tally: Tally): FaultResult[] {
  const startedAtEpochMs = tally.start?.startedAtEpochMs ?? null;
  return tally.plan.faults.map((fault) => {
    const counters = findCounters(tally, fault);
    const onRunClock = (epochMs: number | null | undefined): number | null =>
      startedAtEpochMs === null || typeof epochMs !== 'number' ? null : epochMs - startedAtEpochMs;
    const matched = counters?.matched ?? 0;
    const injected = counters?.injected ?? 0;
    return {
      id: fault.id,
      kind: fault.kind,
      region: fault.region,
      fromMs: onRunClock(counters?.injectedAtEpochMs) ?? fault.fromMs,
      toMs: onRunClock(counters?.revertedAtEpochMs) ?? fault.toMs,
      // Of the first so many requests a share of all that match can't be configured.
      requested: fault.selectors.first === undefined ? drawnShare(fault) : null,
      observed: matched === 0 ? null : Math.min(1, injected / matched),
      matched,
      injected,
    };
  });
}

/** Share of the eligible requests that chance draws; null where a rate limit decides instead. */
export function drawnShare({ selectors, parameters }: PlannedFault): number | null {
  if (parameters.perPrefixPerSecond !== undefined) return null;
  return selectors.probability ?? 1;
}

/** Matching requests that may be drawn: all, or the first ones. */
export function countEligible({ selectors }: PlannedFault, matched: number): number {
  return Math.min(matched, selectors.first ?? Number.POSITIVE_INFINITY);
}

export function findCounters({ gateways }: Tally, fault: PlannedFault): FaultCounters | undefined {
  return gateways.get(fault.region)?.faults.find((counters) => counters.id === fault.id);
}
