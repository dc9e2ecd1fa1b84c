import type { Comparison, ComparisonMetric } from '../../shared/contracts/result.ts';
import {
  formatFactorDelta,
  formatNumber,
  formatPoints,
  formatRange,
  formatRelative,
  formatSecondsDelta,
  formatValue,
} from '../../shared/format.ts';
import { type Capped, capRows } from './cap-rows.ts';
import { nameRegion } from './names.ts';
import type { Tone } from './tone.ts';

export interface ComparisonRow {
  metric: string;
  /** Empty where the metric is about the whole run. */
  scope: string;
  candidate: string;
  baseline: string;
  range: string;
  delta: string;
  interval: string;
  tolerance: string;
  minimumDetectable: string;
  gates: string;
  verdict: string;
  tone: Tone;
  note: string;
}

export interface ComparisonView extends Capped<ComparisonRow> {
  verdict: string;
  tone: Tone;
  baselineRuns: string[];
  candidateRuns: string[];
}

const mostMetrics = 100;

const tones: Record<ComparisonMetric['verdict'], Tone> = {
  pass: 'good',
  improved: 'good',
  regressed: 'bad',
  inconclusive: 'warn',
};

/** A delta's scale depends on its metric: see `comparisonMetricSchema`. */
function chooseDeltaFormat(metric: ComparisonMetric): (delta: number | null) => string {
  if (metric.unit === 'ratio') return formatPoints;
  if (metric.unit === 'factor') return formatFactorDelta;
  if (metric.unit === 'count') return formatNumber;
  return /^(p\d|latency)/.test(metric.id) ? formatRelative : formatSecondsDelta;
}

function buildRow(metric: ComparisonMetric): ComparisonRow {
  const formatDelta = chooseDeltaFormat(metric);
  const format = (value: number | null) => formatValue(value, metric.unit);
  const scope = [metric.phase, metric.op, metric.region === null ? null : nameRegion(metric.region)];
  return {
    metric: metric.id,
    scope: scope.filter((part) => part !== null).join(' · '),
    candidate: format(metric.candidate),
    baseline: format(metric.baseline),
    range: formatRange(metric.baselineRange?.[0], metric.baselineRange?.[1], format),
    delta: formatDelta(metric.delta),
    interval: formatRange(metric.low, metric.high, formatDelta),
    tolerance: formatDelta(metric.tolerance),
    minimumDetectable: formatDelta(metric.minimumDetectable),
    gates: metric.primary ? 'gates' : 'informs',
    verdict: metric.verdict,
    tone: tones[metric.verdict],
    note: metric.note,
  };
}

export function buildComparison(comparison: Comparison): ComparisonView {
  return {
    verdict: comparison.verdict,
    tone: tones[comparison.verdict],
    baselineRuns: comparison.baselineRuns,
    candidateRuns: comparison.candidateRuns,
    ...capRows(comparison.metrics.map(buildRow), mostMetrics, 'metrics'),
  };
}
