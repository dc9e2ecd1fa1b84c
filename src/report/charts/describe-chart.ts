import { formatMoment } from '../../shared/format.ts';
import type { TimeChart } from './time-chart.ts';

/** The text alternative: per line where it starts, its extremes with their times, and where it ends. */
export function describeChart(chart: TimeChart): string {
  const windows = chart.faults.map(
    (fault) => `Fault ${fault.label} from ${formatMoment(fault.fromMs)} to ${formatMoment(fault.toMs)}.`,
  );
  const lines = chart.series.map((series) => {
    const points = series.values
      .map((value, i) => ({ value, atMs: i * chart.binMs }))
      .filter((point): point is { value: number; atMs: number } => point.value !== null);
    const first = points[0];
    const last = points.at(-1);
    if (first === undefined || last === undefined) return `${series.label}: no values.`;
    const low = points.reduce((a, b) => (b.value < a.value ? b : a));
    const high = points.reduce((a, b) => (b.value > a.value ? b : a));
    const { format } = chart.axis;
    return `${series.label}: ${format(first.value)} at ${formatMoment(first.atMs)}, lowest ${format(low.value)} at ${formatMoment(low.atMs)}, highest ${format(high.value)} at ${formatMoment(high.atMs)}, ${format(last.value)} at the end.`;
  });
  return [...windows, ...lines].join(' ');
}
