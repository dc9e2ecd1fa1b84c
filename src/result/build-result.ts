import type { Recovery, Result } from '../shared/contracts/result.ts';
import { writeHeadline } from './headline/headline.ts';
import { countBreakers } from './measures/count-breakers.ts';
import { findFaultTimes } from './measures/find-fault-times.ts';
import { listTurns } from './measures/list-turns.ts';
import { measureBlastRadius } from './measures/measure-blast-radius.ts';
import { measureDetection, measureSymptom } from './measures/measure-detection.ts';
import { measureFaults } from './measures/measure-faults.ts';
import { measurePhases } from './measures/measure-phases.ts';
import { measureRecovery } from './measures/measure-recovery.ts';
import { measureRetries } from './measures/measure-retries.ts';
import { judgeObjectives } from './objectives/judge-objectives.ts';
import { buildTimeline } from './tables/build-timeline.ts';
import { collectHistograms } from './tables/collect-histograms.ts';
import { countTotals } from './tables/count-totals.ts';
import { listLoads } from './tables/list-loads.ts';
import { tabulateAttempts } from './tables/tabulate-attempts.ts';
import { tabulateOperations } from './tables/tabulate-operations.ts';
import { tabulateOutcomes } from './tables/tabulate-outcomes.ts';
import { tabulatePriorities, tabulateWorkloads } from './tables/tabulate-scopes.ts';
import { thinEvents } from './tables/thin-events.ts';
import { findMeasuredUntil } from './tally/find-measured-until.ts';
import { type BinSums, sumBins } from './tally/sum-bins.ts';
import type { Tally } from './tally/tally.ts';
import { countShiftingTraffic } from './traffic/count-shifting-traffic.ts';
import { listMoves } from './traffic/list-moves.ts';
import { measureFailback } from './traffic/measure-failback.ts';
import { measureFailover } from './traffic/measure-failover.ts';
import { judgeValidity } from './validity/validity.ts';
import { judgeStatus } from './verdict.ts';

/** What the telemetry does not say, or only in a record that a crash can take. */
export interface RunContext {
  /** Name of the run directory; the telemetry's own id only names objects. */
  runId: string;
  k6Version: string;
  s3drillVersion: string;
  /** `embedded` for loopback regions of our own. */
  target: string;
  /** The machine that ran it, in words. */
  machine: string;
  finishedAtEpochMs: number;
}

/** Every figure of a run, from what its telemetry added up to. */
export function buildResult(tally: Tally, context: RunContext): Result {
  const { plan } = tally;
  const bins = sumBins(tally);
  const faultTimes = findFaultTimes(tally);
  const recoveryTime = measureRecovery(tally, bins, faultTimes.faultAtMs);
  const recovery: Recovery = { ...measureTimes(tally, bins, faultTimes), recoveryMs: recoveryTime.recoveryMs };
  const kept = thinEvents(tally.events);
  const validity = judgeValidity(tally, recoveryTime, kept);
  const rules = judgeObjectives(tally, recovery, recoveryTime.unprovenFromMs);
  const interrupted = tally.end?.interrupted === true;
  const status = judgeStatus({ interrupted, valid: validity.valid, rules, comparison: null });

  const measured = {
    phases: measurePhases(tally),
    totals: countTotals(tally),
    operations: tabulateOperations(tally),
    outcomes: tabulateOutcomes(tally),
    recovery,
    faults: measureFaults(tally),
  };
  const measuredUntilMs = findMeasuredUntil(tally);
  return {
    schema: 's3drill/result@1',
    drill: plan.drill,
    run: describeRun(tally, context),
    validity,
    verdict: {
      status,
      headline: writeHeadline({ plan, status, rules, validity, measuredUntilMs, ...measured }),
      rules,
    },
    ...measured,
    load: listLoads(plan),
    workloads: tabulateWorkloads(tally),
    priorities: tabulatePriorities(tally),
    attempts: tabulateAttempts(tally),
    retries: measureRetries(tally),
    breakers: countBreakers(tally),
    blastRadius: measureBlastRadius(tally),
    durability: null,
    comparison: null,
    timeline: buildTimeline(tally, bins),
    histograms: collectHistograms(tally, measured.operations),
    events: kept.events,
  };
}

function measureTimes(
  tally: Tally,
  bins: BinSums,
  { faultAtMs, revertedAtMs }: Pick<Recovery, 'faultAtMs' | 'revertedAtMs'>,
): Omit<Recovery, 'recoveryMs'> {
  const target = tally.plan.availabilityTarget;
  const moves =
    faultAtMs === null
      ? []
      : listMoves(countShiftingTraffic(tally), target, faultAtMs, listTurns(tally, faultAtMs, ['failedOver']));
  const failoverMs = measureFailover(moves, faultAtMs);
  return {
    faultAtMs,
    revertedAtMs,
    detectionMs: measureDetection(tally, faultAtMs),
    symptomMs: measureSymptom(bins, target, faultAtMs),
    failoverMs,
    ...measureFailback(moves, target, revertedAtMs, failoverMs),
  };
}

function describeRun({ plan, start, end }: Tally, context: RunContext): Result['run'] {
  const finishedAtEpochMs = end?.finishedAtEpochMs ?? context.finishedAtEpochMs;
  return {
    id: context.runId,
    // Without a start record the run has no known beginning; its end is the nearest time that is known.
    startedAt: toIsoTime(start?.startedAtEpochMs ?? finishedAtEpochMs),
    finishedAt: toIsoTime(finishedAtEpochMs),
    seed: plan.seed,
    k6Version: end?.k6Version ?? context.k6Version,
    s3drillVersion: context.s3drillVersion,
    target: context.target,
    machine: context.machine,
  };
}

function toIsoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
