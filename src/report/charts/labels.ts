import { element } from '../xml.ts';
import { estimateTextWidth, type Frame, fitText } from './frame.ts';
import { drawMarker, drawStroke } from './lines.ts';
import { ink } from './palette.ts';
import { drawText, spreadApart } from './text.ts';
import type { ChartSeries } from './time-chart.ts';

const sampleWidth = 26;

function drawSample(series: ChartSeries, x: number, y: number): string {
  return drawStroke(series.style, `M${x} ${y}h${sampleWidth}`) + drawMarker(series.style, x + sampleWidth / 2, y, 30);
}

/** Wide layout: each name stands beside the end of its line, moved only as far as its neighbours force it. */
export function drawEndLabels(ends: { series: ChartSeries; endY: number }[], frame: Frame): string {
  const gap = frame.fontSize + 4;
  const spread = spreadApart(
    ends.map((end) => end.endY),
    gap,
    frame.top + 4,
    frame.bottom - 4,
  );
  return ends
    .map(({ series, endY }, i) => {
      const labelY = spread[i] ?? endY;
      const leader = element('path', {
        class: 'axis',
        d: `M${frame.right + 1} ${round1(endY)}L${frame.right + 8} ${round1(labelY)}`,
        stroke: ink.axis,
        fill: 'none',
      });
      const startX = frame.right + 10;
      const textX = startX + sampleWidth + 5;
      return (
        leader +
        drawSample(series, startX, round1(labelY)) +
        drawText(fitText(series.label, frame.fontSize, frame.width - textX), {
          x: textX,
          y: labelY + 4,
          size: frame.fontSize,
          className: 'ink',
          colour: ink.text,
        })
      );
    })
    .join('');
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

export interface Legend {
  markup: string;
  height: number;
}

/** Narrow layout: there is no room beside the plot, so the names stand above it, in as many rows as they need. */
export function drawLegend(
  series: ChartSeries[],
  frame: Pick<Frame, 'left' | 'width' | 'fontSize'>,
  top: number,
): Legend {
  const rowHeight = frame.fontSize + 8;
  const left = 4;
  let x = left;
  let row = 0;
  const items = series.map((item) => {
    const label = fitText(item.label, frame.fontSize, frame.width - left - sampleWidth - 10);
    const width = sampleWidth + 6 + estimateTextWidth(label, frame.fontSize) + 14;
    if (x > left && x + width > frame.width) {
      x = left;
      row += 1;
    }
    const y = top + row * rowHeight + rowHeight / 2;
    const markup =
      drawSample(item, x, y) +
      drawText(label, { x: x + sampleWidth + 6, y: y + 4, size: frame.fontSize, className: 'ink', colour: ink.text });
    x += width;
    return markup;
  });
  return { markup: items.join(''), height: items.length === 0 ? 0 : (row + 1) * rowHeight };
}
