import type { OperationCounts } from '../tally/count-operations.ts';
import { estimateDesignEffect } from './design-effect.ts';
import { type Interval, wilsonInterval, z95 } from './wilson-interval.ts';

export interface SuccessEstimate extends Interval {
  rate: number;
  count: number;
  designEffect: number;
}

/**
 * Success rate = succeeded ÷ all operations scheduled (shed and rejected ones count as failed), with Wilson's 95 %
 * interval on n ÷ design effect operations. null without operations.
 */
export function estimateSuccess({ count, succeeded, seconds }: OperationCounts): SuccessEstimate | null {
  if (count === 0) return null;
  const rate = succeeded / count;
  const designEffect = estimateDesignEffect(seconds);
  const interval = wilsonInterval(rate, count / designEffect, z95);
  return interval && { rate, count, designEffect, ...interval };
}
