import { scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { Result } from '../../shared/contracts/result.ts';
import { formatMs, formatPercent } from '../../shared/format.ts';
import { fromWire, type Histogram, readQuantile } from '../../shared/histogram.ts';
import { element } from '../xml.ts';
import { drawValueAxis } from './axes.ts';
import { createFrame, type Frame, type Layout } from './frame.ts';
import { drawEndLabels, drawLegend } from './labels.ts';
import { drawMarker, drawStroke } from './lines.ts';
import { ink, styleSeries } from './palette.ts';
import { type Scale, scaleValues } from './scales.ts';
import { wrapSvg } from './svg.ts';
import { drawText } from './text.ts';
import type { ChartSeries, TimeChart } from './time-chart.ts';

const pointsPerDecade = 16;
const markedQuantiles = [0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];

interface Curve {
  series: ChartSeries;
  /** x is 1/(1−q): each decade one more nine. */
  points: { x: number; valueMs: number }[];
}

/** A curve ends where a single operation would decide its next point. */
function traceQuantiles(histogram: Histogram): Curve['points'] {
  const points: Curve['points'] = [];
  const end = Math.log10(Math.max(2, histogram.count));
  const count = Math.ceil(end * pointsPerDecade);
  for (let i = 0; i <= count; i += 1) {
    const x = 10 ** ((end * i) / count);
    const valueMs = readQuantile(histogram, 1 - 1 / x);
    if (valueMs !== null) points.push({ x, valueMs });
  }
  return points;
}

function listCurves(result: Result): Curve[] {
  return result.histograms
    .filter((entry) => entry.op === null && entry.region === null)
    .map((entry, i) => {
      const points = traceQuantiles(fromWire(entry.latency));
      const values = points.map((point) => point.valueMs);
      return { series: { label: entry.phase, style: styleSeries(i), keep: 'max' as const, values }, points };
    })
    .filter((curve) => curve.points.length > 0);
}

function drawCurve({ series, points }: Curve, x: Scale, y: Scale): string {
  const trace = line<Curve['points'][number]>()
    .x((point) => x(point.x))
    .y((point) => y(point.valueMs))
    .digits(1);
  const marked = points.filter((_, i) => i % pointsPerDecade === pointsPerDecade / 2);
  const markers = marked.map((point) => drawMarker(series.style, x(point.x), y(point.valueMs)));
  return drawStroke(series.style, trace(points) ?? '') + markers.join('');
}

function drawQuantileAxis(x: Scale, most: number, frame: Frame): string {
  const ticks = markedQuantiles.filter((q) => 1 / (1 - q) <= most * 1.001);
  return ticks
    .map((q) => {
      const at = x(1 / (1 - q));
      const gridLine = { class: 'grid', x1: at, x2: at, y1: frame.top, y2: frame.bottom, stroke: ink.grid };
      const label = { x: at, y: frame.bottom + 19, size: frame.fontSize, anchor: 'middle' } as const;
      return element('line', gridLine) + drawText(formatPercent(q, 3), label);
    })
    .join('');
}

function describe(curves: Curve[]): string {
  const lines = curves.map(({ series, points }) => {
    const read = [2, 10, 100, 1000].map((x) => {
      const point = points.findLast((candidate) => candidate.x <= x * 1.001);
      return x <= (points.at(-1)?.x ?? 0) * 1.001 && point
        ? `${formatPercent(1 - 1 / x, 3)} within ${formatMs(point.valueMs)}`
        : '';
    });
    return `${series.label}: ${read.filter((text) => text !== '').join(', ')}.`;
  });
  return lines.join(' ');
}

/** Latency by percentile, one curve per phase, read from the merged histograms. */
export function drawPercentileChart(result: Result, layout: Layout): string {
  const curves = listCurves(result);
  const series = curves.map((curve) => curve.series);
  const blank = createFrame(layout, 0, 0);
  const legend = layout === 'narrow' ? drawLegend(series, blank, 0) : { markup: '', height: 0 };
  const frame = createFrame(layout, legend.height + 10, 220);
  const most = Math.max(100, ...curves.map((curve) => curve.points.at(-1)?.x ?? 0));
  const x = scaleLog().domain([1, most]).range([frame.left, frame.right]);
  const axis: TimeChart['axis'] = { scale: 'log', domain: null, format: formatMs };
  const { scale: y, ticks } = scaleValues({ series, axis }, frame);
  const ends = curves.map((curve) => ({ series: curve.series, endY: y(curve.points.at(-1)?.valueMs ?? 0) }));
  const content = [
    drawValueAxis(ticks, y, formatMs, frame),
    drawQuantileAxis(x, most, frame),
    ...curves.map((curve) => drawCurve(curve, x, y)),
    layout === 'wide' ? drawEndLabels(ends, frame) : legend.markup,
  ];
  return wrapSvg({
    id: 'chart-percentiles',
    layout,
    title: 'Latency by percentile and phase, both axes logarithmic',
    description: describe(curves),
    width: frame.width,
    height: frame.height,
    content: content.join(''),
  });
}
