import type { Result } from '../../shared/contracts/result.ts';

/** Whether the run was judged at all: of an invalid or interrupted one nothing is held, missed or never done. */
export function isJudged({ verdict }: Pick<Result, 'verdict'>): boolean {
  return verdict.status !== 'invalid' && verdict.status !== 'interrupted';
}

/** Whether any gateway was asked for its counters: where none was, nobody knows which requests were faulted. */
export function knowsFaults({ totals }: Pick<Result, 'totals'>): boolean {
  return totals.requestsReceived + totals.cutBeforeRequest > 0;
}
