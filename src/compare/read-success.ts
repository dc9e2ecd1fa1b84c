import type { Result } from '../shared/contracts/result.ts';
import { listBoth, type Metric, mapPools, type PooledCounts, type Pools } from './metric.ts';
import { placeSuccess, successScale } from './scales.ts';

/** Operations per run below which a success rate that only informs is left out. */
const fewestOperations = 30;

type Labels = Pick<Metric, 'id' | 'phase' | 'region' | 'op' | 'primary'>;

/** A success rate of every run; null where some run has no operations to count. */
export function readSuccess(
  labels: Labels,
  tolerance: number,
  runs: Pools<Result>,
  read: (run: Result) => PooledCounts | undefined,
): Metric | null {
  const counts = mapPools(runs, read);
  const both = listBoth(counts);
  if (!both.every(hasOperations)) return null;
  // A failover leaves a handful of operations in a region: a rate of these says nothing, but would stand in the table.
  if (!labels.primary && both.some(({ count }) => count < fewestOperations)) return null;
  const typical = both.reduce((sum, { count }) => sum + count, 0) / both.length;
  const readings = mapPools(counts as Pools<PooledCounts>, ({ succeeded, count }) => ({
    value: succeeded / count,
    position: placeSuccess(succeeded, count),
  }));
  return {
    ...labels,
    ...readings,
    scale: successScale(typical),
    tolerance,
    counts: {
      candidates: addUp((counts as Pools<PooledCounts>).candidates),
      baselines: addUp((counts as Pools<PooledCounts>).baselines),
    },
    note: '',
  };
}

function hasOperations(counts: PooledCounts | undefined): counts is PooledCounts {
  return counts !== undefined && counts.count > 0;
}

function addUp(all: readonly PooledCounts[]): PooledCounts {
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    succeeded: all.reduce((sum, { succeeded }) => sum + succeeded, 0),
  };
}
