import type { MeasureName, Objective } from '../../shared/contracts/plan.ts';
import type { Recovery } from '../../shared/contracts/result.ts';
import { formatMs } from '../../shared/format.ts';
import { latencySlack, pauseSlackMs } from '../measures/measure-recovery.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import type { Judgement } from './judgement.ts';

export type TimeMeasure = Extract<MeasureName, 'detectionTime' | 'failoverTime' | 'recoveryTime' | 'failbackTime'>;

const fields = {
  detectionTime: 'detectionMs',
  failoverTime: 'failoverMs',
  recoveryTime: 'recoveryMs',
  failbackTime: 'failbackMs',
} as const satisfies Record<TimeMeasure, keyof Recovery>;

/** What a time is judged by. */
export interface Timing {
  recovery: Recovery;
  /** Since when success was back at its target at the run's end, not for long enough; see measureRecovery. */
  unprovenFromMs: number | null;
  /** Whether the run reached its planned end. */
  whole: boolean;
  /** Whether it is known when requests were faulted. */
  known: boolean;
}

/** Of each workload that began to move. */
const elsewhere =
  '95 % of the operations that were sent to any region served by a standby (or, where regions share the traffic, by those without a fault)';
const row = '10 bins of 100 ms in a row';
const stable = `success at the target and p99 within ${latencySlack} × steady state (or ${formatMs(pauseSlackMs)} of it)`;

/** What each time runs from and to, and what null means. */
const definitions: Record<TimeMeasure, { span: string; never: string }> = {
  detectionTime: {
    span: 'from the first faulted request to the first breaker that opened, failed health probe or attempt sent elsewhere',
    never: 'No client noticed the fault: no breaker opened, no health probe failed and no other region was asked',
  },
  failoverTime: {
    span: `from the first faulted request to the first of ${row} with ${elsewhere} and success at the target, in the last workload that moved`,
    never: `Traffic never moved as a whole: no client failed over, or no ${row} had ${elsewhere} and success at the target`,
  },
  recoveryTime: {
    span: `from the first faulted request to the first stable window with ${stable}, and no relapse after it`,
    never: `The service did not recover within the run: no stable window without a relapse after it had ${stable}`,
  },
  failbackTime: {
    span: `from the read-back of the revert to the first of ${row} in which the regions that it had left served what is theirs (95 % of it; a weighted share within two standard deviations) with success at the target, in the last workload that returned`,
    never: 'Traffic did not fail back within the run',
  },
};

/**
 * A time that must not exceed its bound. What never happened misses it; in a run that did not reach its end it may
 * still have come, and where no request was faulted, or nobody knows when, there is nothing to time: both `inconclusive`.
 */
export function judgeTime(objective: Objective, measure: TimeMeasure, timing: Timing): Judgement {
  const { recovery, whole, known } = timing;
  const value = recovery[fields[measure]];
  const passes = `${describeBound(objective)} passes`;
  if (recovery.faultAtMs === null) {
    const why = known
      ? 'No request was faulted, so there is nothing to time'
      : 'The gateways’ counters were not read, so it is not known when a request was first faulted';
    return { status: 'inconclusive', value: null, explanation: `${why}; ${passes}.` };
  }
  if (value === null) {
    const boundFromAbove = objective.comparator === 'atMost';
    const status = whole && boundFromAbove ? 'missed' : 'inconclusive';
    return { status, value, explanation: `${describeNever(measure, timing)}; ${passes}.` };
  }
  return {
    status: meets(value, objective) ? 'passed' : 'missed',
    value,
    explanation: `${formatMs(value)} ${definitions[measure].span}; ${passes}.`,
  };
}

function describeNever(measure: TimeMeasure, { recovery, unprovenFromMs }: Timing): string {
  const { never } = definitions[measure];
  if (measure === 'failbackTime' && recovery.failoverMs === null) {
    return 'Traffic never moved as a whole, so there was nothing to fail back';
  }
  if (measure !== 'recoveryTime' || unprovenFromMs === null) return never;
  return `${never} (at the target again from ${formatMs(unprovenFromMs)} of the run on, but not for long enough)`;
}
