import { formatDuration, formatRatio } from './format.ts';
import type { CheckedObjective } from './schema/objective-schema.ts';

const signs = { atLeast: '≥', atMost: '≤', equals: '=' } as const;

/** `successRate(fault) ≥ 99 %`, `latency(p99, steady, GetObject) ≤ 500 ms`, `recoveryTime ≤ 10 s` */
export function nameObjective(objective: CheckedObjective): string {
  const scope = [
    'quantile' in objective ? `p${formatPercentile(objective.quantile)}` : undefined,
    'phase' in objective ? objective.phase : undefined,
    'workload' in objective ? objective.workload : undefined,
    'priority' in objective ? objective.priority : undefined,
    'operation' in objective ? objective.operation : undefined,
    'region' in objective ? objective.region : undefined,
  ].filter((part) => part !== undefined);
  const subject = scope.length === 0 ? objective.measure : `${objective.measure}(${scope.join(', ')})`;
  return `${subject} ${signs[objective.comparator]} ${formatBound(objective)}`;
}

function formatPercentile(quantile: number): string {
  return String(Number((quantile * 100).toPrecision(12)));
}

function formatBound({ measure, value }: CheckedObjective): string {
  switch (measure) {
    case 'successRate':
    case 'trafficShare':
    case 'shedShare':
      return formatRatio(value);
    case 'retryAmplification':
    case 'retrySynchronisation':
      return `${value}×`;
    case 'breakerOpenings':
      return String(value);
    default:
      return formatDuration(value);
  }
}
