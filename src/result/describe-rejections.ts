import type { OutcomeResult } from '../shared/contracts/result.ts';
import { formatQuantity } from '../shared/format.ts';

/** Rejected operations, of all that failed. */
export interface Rejections {
  rejected: number;
  failed: number;
}

/** All failures count, the shed ones too. */
export function countRejections(outcomes: Iterable<Pick<OutcomeResult, 'outcome' | 'count'>>): Rejections {
  let rejected = 0;
  let failed = 0;
  for (const { outcome, count } of outcomes) {
    if (outcome === 'rejected') rejected += count;
    if (outcome !== 'ok') failed += count;
  }
  return { rejected, failed };
}

/** `302 operations were rejected: no region took them` */
export function describeRejections(rejected: number): string {
  return `${formatQuantity(rejected, 'operation was', 'operations were')} rejected: no region took ${rejected === 1 ? 'it' : 'them'}`;
}
