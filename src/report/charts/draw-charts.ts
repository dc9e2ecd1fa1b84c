import type { Result } from '../../shared/contracts/result.ts';
import { buildRecovery } from '../view/build-recovery.ts';
import { drawPercentileChart } from './draw-percentile-chart.ts';
import { drawRecoveryBar } from './draw-recovery-bar.ts';
import { drawTimeChart } from './draw-time-chart.ts';
import type { Layout } from './frame.ts';
import { planTimeCharts } from './plan-time-charts.ts';

/**
 * Every chart of the report as SVG text. Pure: the page and Node draw the same. Nothing in it needs a style sheet or a
 * script; classes only let the page improve it.
 */
export function drawCharts(result: Result, layout: Layout) {
  const charts = planTimeCharts(result);
  return {
    success: drawTimeChart(charts.success, layout),
    latency: drawTimeChart(charts.latency, layout),
    share: drawTimeChart(charts.share, layout),
    retries: drawTimeChart(charts.retries, layout),
    load: drawTimeChart(charts.load, layout),
    percentiles: drawPercentileChart(result, layout),
    recovery: drawRecoveryBar(buildRecovery(result), charts.success.durationMs, layout),
  };
}

export type Charts = ReturnType<typeof drawCharts>;
