import type { Objective } from '../../shared/contracts/plan.ts';
import type { Recovery, Rule } from '../../shared/contracts/result.ts';
import { areFaultTimesKnown } from '../measures/find-fault-times.ts';
import { isWhole } from '../tally/find-measured-until.ts';
import type { Tally } from '../tally/tally.ts';
import { judgeAmplification } from './judge-amplification.ts';
import { judgeBreakerOpenings } from './judge-breaker-openings.ts';
import { judgeLatency } from './judge-latency.ts';
import { judgeShare } from './judge-share.ts';
import { judgeSuccessRate } from './judge-success-rate.ts';
import { judgeSynchronisation } from './judge-synchronisation.ts';
import { judgeTime, type Timing } from './judge-time.ts';
import type { Judgement } from './judgement.ts';

/** One rule per objective of the plan, in its order. */
export function judgeObjectives(tally: Tally, recovery: Recovery, unprovenFromMs: number | null): Rule[] {
  const timing = { recovery, unprovenFromMs, whole: isWhole(tally), known: areFaultTimesKnown(tally) };
  return tally.plan.objectives.map((objective) => {
    const { id, measure, comparator, unit } = objective;
    const { status, value, explanation } = judge(tally, objective, timing);
    return { id, measure, status, value, objective: objective.value, comparator, unit, explanation };
  });
}

function judge(tally: Tally, objective: Objective, timing: Timing): Judgement {
  const { measure } = objective;
  switch (measure) {
    case 'successRate':
      return judgeSuccessRate(tally, objective);
    case 'latency':
      return judgeLatency(tally, objective);
    case 'retryAmplification':
      return judgeAmplification(tally, objective);
    case 'retrySynchronisation':
      return judgeSynchronisation(tally, objective);
    case 'breakerOpenings':
      return judgeBreakerOpenings(tally, objective);
    case 'trafficShare':
    case 'shedShare':
      return judgeShare(tally, objective, measure);
    default:
      return judgeTime(objective, measure, timing);
  }
}
