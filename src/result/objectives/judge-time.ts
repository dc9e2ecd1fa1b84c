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

const stable = `success at the target and p99 within ${latencySlack} × steady state (or ${formatMs(pauseSlackMs)} of it)`;

/** What each time runs from and to, and what null means. */
const definitions: Record<TimeMeasure, { span: string; never: string }> = {
  detectionTime: {
    span: 'from the first faulted request to the first breaker that opened or attempt sent to a standby',
    never: 'No client noticed the fault: no breaker opened and no standby was asked',
  },
  failoverTime: {
    span: 'from the first faulted request to the first of 10 bins of 100 ms in a row with 95 % of operations served by a standby and success at the target',
    never:
      'Traffic never moved: no 10 bins of 100 ms in a row had 95 % of operations served by a standby and success at the target',
  },
  recoveryTime: {
    span: `from the first faulted request to the first stable window with ${stable}`,
    never: `The service did not recover within the run: no stable window had ${stable}`,
  },
  failbackTime: {
    span: 'from the read-back of the revert to the first of 10 bins of 100 ms in a row with 95 % of operations served by the primary and success at the target',
    never: 'Traffic did not fail back within the run',
  },
};

/**
 * A time that must not exceed its bound. What never happened misses it; in a run that did not reach its end it may
 * still have come, and where no request was faulted there was nothing to time: both `inconclusive`.
 * @param whole whether the run reached its planned end
 */
export function judgeTime(
  objective: Objective,
  measure: TimeMeasure,
  recovery: Recovery,
  unprovenFromMs: number | null,
  whole: boolean,
): Judgement {
  const { span, never } = definitions[measure];
  const value = recovery[fields[measure]];
  const passes = `${describeBound(objective)} passes`;
  if (recovery.faultAtMs === null) {
    return {
      status: 'inconclusive',
      value: null,
      explanation: `No request was faulted, so there is nothing to time; ${passes}.`,
    };
  }
  if (value === null) {
    const boundFromAbove = objective.comparator === 'atMost';
    const unproven =
      measure === 'recoveryTime' && unprovenFromMs !== null
        ? ` (at the target again from ${formatMs(unprovenFromMs)} of the run on, but not for long enough)`
        : '';
    const status = whole && boundFromAbove ? 'missed' : 'inconclusive';
    return { status, value, explanation: `${never}${unproven}; ${passes}.` };
  }
  return {
    status: meets(value, objective) ? 'passed' : 'missed',
    value,
    explanation: `${formatMs(value)} ${span}; ${passes}.`,
  };
}
