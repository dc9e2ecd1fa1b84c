import type { ComparisonMetric } from '../shared/contracts/result.ts';
import type { Assessment } from './assess-metric.ts';

/**
 * Holm's step-down correction (Holm: "A Simple Sequentially Rejective Multiple Test Procedure", 1979) over the primary
 * metrics: the firmest of M findings must stand at α/M, the next at α/(M−1) and so on; the first that does not stand
 * takes all that follow with it. Those become `inconclusive`. Metrics that only inform are not corrected.
 */
export function correctByHolm(assessments: readonly Assessment[]): ComparisonMetric[] {
  const tested = assessments.filter(({ metric, standsAmong }) => metric.primary && standsAmong !== null);
  const findings = tested
    .filter(({ metric }) => metric.verdict === 'regressed' || metric.verdict === 'improved')
    .sort((left, right) => (right.standsAmong ?? 0) - (left.standsAmong ?? 0));
  const firstFallen = findings.findIndex(({ standsAmong }, index) => (standsAmong ?? 0) < tested.length - index);
  const fallen = new Set(firstFallen < 0 ? [] : findings.slice(firstFallen));
  return assessments.map((assessment) => {
    const { metric } = assessment;
    if (!fallen.has(assessment)) return metric;
    const remark = `${metric.verdict} if it were the only metric, but not among ${tested.length} (Holm)`;
    const note = metric.note === '' ? remark : `${metric.note}; ${remark}`;
    return { ...metric, verdict: 'inconclusive', note };
  });
}
