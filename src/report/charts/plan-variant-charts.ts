import type { Result } from '../../shared/contracts/result.ts';
import { formatCount } from '../../shared/format.ts';
import { styleSeries } from './palette.ts';
import { chooseSuccessFloor, planTimeCharts } from './plan-time-charts.ts';
import type { ChartSeries, TimeChart } from './time-chart.ts';

export interface VariantCharts {
  name: string;
  success: TimeChart;
  retries: TimeChart;
}

const plotHeight = 120;

/** A row of small charts per variant. All rows have the same scales, so that they can be compared by eye. */
export function planVariantCharts(variants: readonly { name: string; result: Result }[]): VariantCharts[] {
  const planned = variants.map(({ name, result }) => {
    const { success, retries } = planTimeCharts(result);
    return {
      name,
      success: { ...success, series: success.series.slice(0, 1) },
      retries: { ...retries, binMs: result.retries.peaks.binMs, series: [drawPeaks(result)] },
    };
  });
  const durationMs = Math.max(...planned.map(({ success }) => success.durationMs));
  const floor = chooseSuccessFloor(planned.flatMap(({ success }) => success.series));
  const most = findHighest(planned.flatMap(({ retries }) => retries.series));
  const small = { durationMs, plotHeight, faultLanes: false, marks: [] };
  return planned.map(({ name, success, retries }, i) => ({
    name,
    success: {
      ...success,
      ...small,
      id: `chart-success-${i + 1}`,
      title: `Success over time, ${name}`,
      axis: { ...success.axis, domain: [floor, 1] },
    },
    retries: {
      ...retries,
      ...small,
      id: `chart-retries-${i + 1}`,
      title: `Retries per 100 ms over time, ${name}`,
      axis: { scale: 'linear', domain: [0, most], format: formatCount },
    },
  }));
}

/** Retries come in pulses of less than a second or they don't: that shows per 100 ms only. */
function drawPeaks({ retries }: Result): ChartSeries {
  return { label: 'retries', style: styleSeries(1), keep: 'max', values: retries.peaks.values };
}

/** At least 1: a chart of nothing but zeros needs a height too. */
function findHighest(series: readonly ChartSeries[]): number {
  let highest = 1;
  for (const { values } of series) {
    for (const value of values) if (value !== null && value > highest) highest = value;
  }
  return highest;
}
