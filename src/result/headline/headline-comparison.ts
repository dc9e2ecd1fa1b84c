import type { Comparison, ComparisonMetric } from '../../shared/contracts/result.ts';
import { formatMs, formatNumber, formatPercent, formatQuantity, joinWords } from '../../shared/format.ts';

/** Puts what a comparison found before a headline. */
export function addComparison(headline: string, comparison: Comparison): string {
  return `${describeComparison(comparison)}; ${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
}

/** The headline as it was before `addComparison`; unchanged when it says nothing of `comparison`. */
export function removeComparison(headline: string, comparison: Comparison | null): string {
  if (comparison === null) return headline;
  const clause = `${describeComparison(comparison)}; `;
  if (!headline.startsWith(clause)) return headline;
  const own = headline.slice(clause.length);
  return `${own.charAt(0).toUpperCase()}${own.slice(1)}`;
}

function describeComparison({ verdict, metrics, baselineRuns }: Comparison): string {
  const deciding = metrics.filter((metric) => metric.primary && metric.verdict === verdict);
  const against = `Against ${formatQuantity(baselineRuns.length, 'baseline run')}`;
  if (verdict === 'inconclusive') {
    const ids = deciding.map((metric) => metric.id);
    return `${against}, too little evidence to tell a change of ${ids.length === 0 ? 'any metric' : joinWords(ids)} from noise`;
  }
  return `${against}, ${joinWords(deciding.map((metric) => describeChange(metric, verdict)))}`;
}

/** `p99(fault) regressed by 32 % (tolerance 15 %)`; no size where there is none, as when one side never recovered. */
function describeChange(metric: ComparisonMetric, verdict: Comparison['verdict']): string {
  if (metric.delta === null) return `${metric.id} ${verdict}`;
  const size = formatDelta(metric, Math.abs(metric.delta));
  return `${metric.id} ${verdict} by ${size} (tolerance ${formatDelta(metric, metric.tolerance)})`;
}

function formatDelta({ unit, phase }: ComparisonMetric, delta: number): string {
  if (unit === 'ratio') return `${Number((delta * 100).toFixed(2))} points`;
  if (unit === 'factor' || unit === 'count') return formatNumber(delta);
  // A latency belongs to a phase and differs by a share; a time of the whole run differs by seconds.
  return phase === null ? formatMs(delta * 1000) : formatPercent(delta);
}
