import type { FaultCounters } from '../../shared/contracts/control.ts';
import type { PlannedFault } from '../../shared/contracts/plan.ts';
import { formatCount, formatMs, formatPercent } from '../../shared/format.ts';
import { countEligible, drawnShare, findCounters } from '../measures/measure-faults.ts';
import { wilsonInterval, z999 } from '../measures/wilson-interval.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** Fewer matching requests can't contradict a configured share. */
const fewestMatched = 30;
/** A share that is off by less changes no figure that a reader would act on. */
const negligibleShare = 0.01;
/** A fault that starts or ends later than planned by more than this blurs the figures of two phases. */
const punctualMs = 500;

/** Every planned fault was observed, at the share asked for, when it was planned, and ended because it was told to. */
export function checkFaults(tally: Tally): Findings {
  return joinFindings(
    tally.plan.faults
      .filter((fault) => tally.gateways.has(fault.region))
      .map((fault) => {
        const counters = findCounters(tally, fault);
        return counters === undefined ? neverInjected(fault) : checkCounters(tally, fault, counters);
      }),
  );
}

/** An interrupted run need not have met its faults, but must have been told when they ended. */
export function checkReverts(tally: Tally): Findings {
  return joinFindings(
    tally.plan.faults.map((fault) => {
      const counters = findCounters(tally, fault);
      return counters === undefined ? nothingFound : checkRevert(fault, counters);
    }),
  );
}

function neverInjected(fault: PlannedFault): Findings {
  return reason(
    `Fault ${fault.id} was never injected into ${fault.region}; look for the conductor's errors in k6.log and run again.`,
  );
}

function checkCounters(tally: Tally, fault: PlannedFault, counters: FaultCounters): Findings {
  return joinFindings([
    checkObserved(fault, counters),
    checkShare(fault, counters),
    checkRevert(fault, counters),
    checkPunctuality(tally, fault, counters),
  ]);
}

function checkObserved({ id, region }: PlannedFault, { matched, injected, cutBeforeRequest }: FaultCounters): Findings {
  if (injected + cutBeforeRequest > 0) return nothingFound;
  return reason(
    `Fault ${id} was never observed: its gateway faulted none of ${formatCount(matched)} matching requests to ${region}; check the fault's selectors, and that clients send to ${region} while it lasts.`,
  );
}

/** The 99.9 % interval of injected ÷ eligible must hold the share asked for, where one was. */
function checkShare(fault: PlannedFault, { matched, injected }: FaultCounters): Findings {
  const requested = drawnShare(fault);
  const eligible = countEligible(fault, matched);
  if (requested === null || eligible < fewestMatched || injected === 0) return nothingFound;
  const observed = Math.min(1, injected / eligible);
  const interval = wilsonInterval(observed, eligible, z999);
  if (interval === null || Math.abs(observed - requested) <= negligibleShare) return nothingFound;
  if (interval.low <= requested && requested <= interval.high) return nothingFound;
  return reason(
    `Fault ${fault.id} hit ${formatPercent(observed)} of ${formatCount(eligible)} matching requests to ${fault.region} where ${formatPercent(requested)} was asked for, more than chance explains; the drill did not rehearse what it says, so look for two faults that compete for the same requests.`,
  );
}

function checkRevert({ id, region }: PlannedFault, { active, revertedBy }: FaultCounters): Findings {
  if (active) {
    return reason(
      `Fault ${id} was still active on ${region} when the load had ended, so no recovery could be measured; look for the conductor's errors in k6.log.`,
    );
  }
  if (revertedBy !== 'lease') return nothingFound;
  return reason(
    `Fault ${id} on ${region} ended by its lease, not by request: heartbeats stopped and the gateway healed itself, so the fault did not last as planned; look in k6.log why the conductor fell silent.`,
  );
}

function checkPunctuality(tally: Tally, fault: PlannedFault, counters: FaultCounters): Findings {
  if (tally.start === null) return nothingFound;
  const { startedAtEpochMs } = tally.start;
  const check = (verb: string, plannedMs: number, epochMs: number | null): Findings => {
    const offMs = epochMs === null ? 0 : Math.abs(epochMs - startedAtEpochMs - plannedMs);
    if (offMs <= punctualMs) return nothingFound;
    return warning(
      `Fault ${fault.id} was ${verb} ${formatMs(offMs)} off its planned time, so the phases around it hold some of each other; times from the first faulted request are not affected.`,
    );
  };
  return joinFindings([
    check('injected', fault.fromMs, counters.injectedAtEpochMs),
    check('reverted', fault.toMs, counters.revertedAtEpochMs),
  ]);
}
