import type { Rule } from '../../shared/contracts/result.ts';

/** What was found about one objective; with the objective itself it makes a Rule. */
export type Judgement = Pick<Rule, 'status' | 'value' | 'explanation'>;
