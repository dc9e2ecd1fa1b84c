import type { Objective } from '../../shared/contracts/plan.ts';
import type { Recovery, Rule } from '../../shared/contracts/result.ts';
import { isWhole } from '../tally/find-measured-until.ts';
import type { Tally } from '../tally/tally.ts';
import { judgeAmplification } from './judge-amplification.ts';
import { judgeLatency } from './judge-latency.ts';
import { judgeSuccessRate } from './judge-success-rate.ts';
import { judgeTime } from './judge-time.ts';
import type { Judgement } from './judgement.ts';

/** One rule per objective of the plan, in its order. */
export function judgeObjectives(tally: Tally, recovery: Recovery, unprovenFromMs: number | null): Rule[] {
  return tally.plan.objectives.map((objective) => {
    const { id, measure, comparator, unit } = objective;
    const { status, value, explanation } = judge(tally, objective, recovery, unprovenFromMs);
    return { id, measure, status, value, objective: objective.value, comparator, unit, explanation };
  });
}

function judge(tally: Tally, objective: Objective, recovery: Recovery, unprovenFromMs: number | null): Judgement {
  switch (objective.measure) {
    case 'successRate':
      return judgeSuccessRate(tally, objective);
    case 'latency':
      return judgeLatency(tally, objective);
    case 'retryAmplification':
      return judgeAmplification(tally, objective);
    default:
      return judgeTime(objective, objective.measure, recovery, unprovenFromMs, isWhole(tally));
  }
}
