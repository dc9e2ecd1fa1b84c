import type { ComparisonMetric } from '../shared/contracts/result.ts';
import type { Metric, Reading } from './metric.ts';

type Label = Pick<
  ComparisonMetric,
  'id' | 'phase' | 'region' | 'op' | 'unit' | 'tolerance' | 'primary' | 'baselineRange'
>;

/** What is known of a metric whatever its verdict. */
export function labelMetric(metric: Metric, baselines: readonly Reading[]): Label {
  const { id, phase, region, op, scale, tolerance, primary } = metric;
  const values = baselines.map(({ value }) => value);
  const baselineRange: [number, number] | null =
    values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
  return { id, phase, region, op, unit: scale.unit, tolerance, primary, baselineRange };
}
