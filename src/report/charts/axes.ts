import { formatMoment } from '../../shared/format.ts';
import { element } from '../xml.ts';
import { estimateTextWidth, type Frame } from './frame.ts';
import { ink } from './palette.ts';
import { chooseTimeTicks, type Scale } from './scales.ts';
import { drawText } from './text.ts';
import type { TimeSpan } from './time-chart.ts';

function drawLine(x1: number, y1: number, x2: number, y2: number, className: string, colour: string, dash?: string) {
  return element('line', { class: className, x1, y1, x2, y2, stroke: colour, 'stroke-dasharray': dash });
}

export function drawTimeAxis(durationMs: number, x: Scale, frame: Frame): string {
  const ticks = chooseTimeTicks(durationMs, frame.layout === 'wide' ? 10 : 4);
  const labels = ticks.map((tick) => {
    const text = formatMoment(tick);
    const overhang = x(tick) + estimateTextWidth(text, frame.fontSize) / 2 - frame.width;
    return (
      drawLine(x(tick), frame.bottom, x(tick), frame.bottom + 5, 'axis', ink.axis) +
      drawText(text, {
        x: overhang > 0 ? frame.width : x(tick),
        y: frame.bottom + 19,
        size: frame.fontSize,
        anchor: overhang > 0 ? 'end' : 'middle',
      })
    );
  });
  return drawLine(frame.left, frame.bottom, frame.right, frame.bottom, 'axis', ink.axis) + labels.join('');
}

export function drawValueAxis(ticks: number[], y: Scale, format: (value: number) => string, frame: Frame): string {
  return ticks
    .map((tick) => {
      const label = drawText(format(tick), { x: frame.left - 8, y: y(tick) + 4, size: frame.fontSize, anchor: 'end' });
      return drawLine(frame.left, y(tick), frame.right, y(tick), 'grid', ink.grid) + label;
    })
    .join('');
}

/** Phase names above the plot, boundaries through it. */
export function drawPhases(phases: TimeSpan[], x: Scale, frame: Frame, nameY: number): string {
  return phases
    .map(({ label, fromMs, toMs }, index) => {
      const room = x(toMs) - x(fromMs);
      const named = room >= estimateTextWidth(label, frame.fontSize);
      const name = named
        ? drawText(label, { x: (x(fromMs) + x(toMs)) / 2, y: nameY, size: frame.fontSize, anchor: 'middle' })
        : '';
      const boundary = drawLine(x(fromMs), nameY - 10, x(fromMs), frame.bottom, 'boundary', ink.axis, '3 4');
      return name + (index === 0 ? '' : boundary);
    })
    .join('');
}
