import type { ComparisonMetric } from '../shared/contracts/result.ts';
import type { OperationName, PhaseName } from '../shared/operations.ts';
import type { Scale } from './scales.ts';

export type MetricVerdict = ComparisonMetric['verdict'];

/** One run's value of a metric. */
export interface Reading {
  /** In the metric's own unit. */
  value: number;
  /** The same on the metric's scale. */
  position: number;
}

/** Successes among operations, pooled over some runs. */
export interface PooledCounts {
  count: number;
  succeeded: number;
}

/** A metric read from every run of both pools; null: it did not happen in that run. */
export interface Metric {
  id: string;
  phase: PhaseName | null;
  region: string | null;
  op: OperationName | null;
  scale: Scale;
  tolerance: number;
  /** Whether it counts for the verdict, or only informs. */
  primary: boolean;
  candidates: readonly (Reading | null)[];
  baselines: readonly (Reading | null)[];
  /** For success: what the operations alone, drawn anew, would vary. */
  counts: { candidates: PooledCounts; baselines: PooledCounts } | null;
  note: string;
}

/** Both pools' runs, or what was read from them. */
export interface Pools<T> {
  candidates: readonly T[];
  baselines: readonly T[];
}

export function mapPools<T, U>({ candidates, baselines }: Pools<T>, read: (run: T) => U): Pools<U> {
  return { candidates: candidates.map(read), baselines: baselines.map(read) };
}

export function listBoth<T>({ candidates, baselines }: Pools<T>): T[] {
  return [...candidates, ...baselines];
}
