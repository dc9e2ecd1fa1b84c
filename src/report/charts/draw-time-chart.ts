import { element } from '../xml.ts';
import { drawPhases, drawTimeAxis, drawValueAxis } from './axes.ts';
import { describeChart } from './describe-chart.ts';
import { drawFaultLanes, measureLanes, shadeFaults } from './faults.ts';
import { createFrame, estimateTextWidth, type Frame, type Layout } from './frame.ts';
import { drawEndLabels, drawLegend } from './labels.ts';
import { drawSeries } from './lines.ts';
import { drawMarks, measureMarks } from './marks.ts';
import { ink } from './palette.ts';
import { type Scale, scaleTime, scaleValues } from './scales.ts';
import { wrapSvg } from './svg.ts';
import { drawText } from './text.ts';
import type { TimeChart } from './time-chart.ts';

const phaseRowHeight = 20;

function drawObjectives(chart: TimeChart, x: Scale, y: Scale, frame: Frame): string {
  return chart.objectives
    .map(({ label, fromMs, toMs, value }) => {
      const line = element('line', {
        class: 'goal',
        x1: x(fromMs),
        x2: x(toMs),
        y1: y(value),
        y2: y(value),
        stroke: ink.goal,
        'stroke-width': 1.5,
        'stroke-dasharray': '6 3',
      });
      const room = x(toMs) - x(fromMs) >= estimateTextWidth(label, frame.fontSize) + 8;
      const below = y(value) + frame.fontSize + 4;
      const options = { size: frame.fontSize, className: 'goal-text', colour: ink.goal, halo: true } as const;
      return line + (room ? drawText(label, { ...options, x: x(toMs) - 4, y: below, anchor: 'end' }) : '');
    })
    .join('');
}

function drawNoData(frame: Frame): string {
  const middle = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 };
  return drawText('nothing was measured', { ...middle, size: frame.fontSize, anchor: 'middle' });
}

/** One chart over the run's time as an SVG element; the same figures always give the same text. */
export function drawTimeChart(chart: TimeChart, layout: Layout): string {
  const blank = createFrame(layout, 0, 0);
  const legend = layout !== 'wide' ? drawLegend(chart.series, blank, 0) : { markup: '', height: 0 };
  const laneTop = legend.height + phaseRowHeight;
  const markTop = laneTop + (chart.faultLanes ? measureLanes(chart.faults, blank) : 0);
  const frame = createFrame(layout, markTop + measureMarks(chart.marks, blank) + 8, chart.plotHeight);
  const x = scaleTime(chart.durationMs, frame);
  const { scale: y, ticks } = scaleValues(chart, frame);
  const drawn = chart.series.map((series, lane) => drawSeries(series, chart.binMs, x, y, frame, lane));
  const ends = chart.series.flatMap((series, i) => {
    const endY = drawn[i]?.endY ?? null;
    return endY === null ? [] : [{ series, endY }];
  });
  const content = [
    shadeFaults(chart.faults, x, frame),
    drawValueAxis(ticks, y, chart.axis.format, frame),
    drawPhases(chart.phases, x, frame, legend.height + 13),
    chart.faultLanes ? drawFaultLanes(chart.faults, x, frame, laneTop) : '',
    drawMarks(chart.marks, x, frame, markTop),
    drawTimeAxis(chart.durationMs, x, frame),
    ...drawn.map((series) => series.markup),
    drawObjectives(chart, x, y, frame),
    layout === 'wide' ? drawEndLabels(ends, frame) : legend.markup,
    ends.length === 0 ? drawNoData(frame) : '',
  ];
  return wrapSvg({
    id: chart.id,
    layout,
    title: chart.title,
    description: describeChart(chart),
    width: frame.width,
    height: frame.height,
    content: content.join(''),
  });
}
