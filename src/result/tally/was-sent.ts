import type { CellLabels } from './scope.ts';

/**
 * Whether the operations of a cell were sent to any region. Shed ones and most rejected ones were not: they are no traffic,
 * and a region's traffic share is its part of those that were.
 */
export function wasSent({ region }: Pick<CellLabels, 'region'>): boolean {
  return region !== '';
}
