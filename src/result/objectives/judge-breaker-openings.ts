import type { Objective } from '../../shared/contracts/plan.ts';
import { formatQuantity } from '../../shared/format.ts';
import { countEvents } from '../measures/count-breakers.ts';
import type { Tally } from '../tally/tally.ts';
import { describeBound, meets } from './compare-with-objective.ts';
import type { Judgement } from './judgement.ts';

/** How often breakers of the region distrusted opened, over all clients. */
export function judgeBreakerOpenings(tally: Tally, objective: Objective): Judgement {
  const { phase, region } = objective;
  const value = countEvents(tally, 'breakerOpened', objective);
  const when = phase === null ? 'in the whole run' : `in the ${phase} phase`;
  const where = region === null ? '' : ` of ${region}`;
  return {
    status: meets(value, objective) ? 'passed' : 'missed',
    value,
    explanation: `The clients’ breakers${where} opened ${formatQuantity(value, 'time')} ${when}, each client’s counted; ${describeBound(objective)} passes.`,
  };
}
