import type { RecoveryStep, RecoveryView } from '../view/build-recovery.ts';
import { element } from '../xml.ts';
import { drawTimeAxis } from './axes.ts';
import { createFrame, estimateTextWidth, type Frame, fitText, type Layout } from './frame.ts';
import { ink } from './palette.ts';
import { type Scale, scaleTime } from './scales.ts';
import { wrapSvg } from './svg.ts';
import { drawText } from './text.ts';

const barHeight = 26;

type Dated = RecoveryStep & { atMs: number };

const segments: [from: RecoveryStep['id'], to: RecoveryStep['id'], className: string, colour: string][] = [
  ['faultOn', 'faultOff', 'bar-held', '#d9dee5'],
  ['faultOn', 'recovered', 'bar-degraded', '#e8a33d'],
  ['faultOn', 'shifted', 'bar-suffering', '#c8321f'],
  ['faultOff', 'failedBack', 'bar-return', '#7ba7dd'],
];

function drawSegments(steps: Dated[], x: Scale, frame: Frame): string {
  const at = (id: RecoveryStep['id']) => steps.find((step) => step.id === id)?.atMs;
  return segments
    .map(([from, to, className, colour]) => {
      const fromMs = at(from);
      const toMs = at(to);
      if (fromMs === undefined || toMs === undefined) return '';
      return element('rect', {
        class: className,
        x: x(fromMs),
        y: frame.top,
        width: Math.max(2, x(toMs) - x(fromMs)),
        height: barHeight,
        fill: colour,
      });
    })
    .join('');
}

/** Each moment has a row of its own below the bar, so that moments close together stay readable. */
function drawStep(step: Dated, row: number, x: Scale, frame: Frame): string {
  const at = x(step.atMs);
  const rowY = frame.top + barHeight + 20 + row * (frame.fontSize + 6);
  const long = step.took === '' || frame.layout === 'narrow' ? step.label : `${step.label}, ${step.took}`;
  const fits = at + 10 + estimateTextWidth(long, frame.fontSize) <= frame.width;
  const text = fitText(long, frame.fontSize, (fits ? frame.width - at : at) - 10);
  const leader = element('path', {
    class: 'axis',
    d: `M${Math.round(at)} ${frame.top - 3}V${rowY - 4}${fits ? 'h5' : 'h-5'}`,
    stroke: ink.muted,
    fill: 'none',
  });
  const label = drawText(text, {
    x: at + (fits ? 9 : -9),
    y: rowY,
    size: frame.fontSize,
    anchor: fits ? 'start' : 'end',
    className: 'ink',
    colour: ink.text,
    halo: true,
  });
  return leader + label;
}

/** Fault on → detected → traffic shifted → recovered → failed back, to scale on the run's time axis. */
export function drawRecoveryBar(recovery: RecoveryView, durationMs: number, layout: Layout): string {
  const dated = recovery.steps.filter((step): step is Dated => step.atMs !== null);
  const blank = createFrame(layout, 0, 0);
  const frame = createFrame(layout, 8, barHeight + 24 + dated.length * (blank.fontSize + 6));
  const x = scaleTime(durationMs, frame);
  // Later moments are drawn first, so that the labels of earlier ones lie above their leaders.
  const rows = [...dated].sort((a, b) => a.atMs - b.atMs);
  const labels = rows.map((step, i) => drawStep(step, rows.length - 1 - i, x, frame));
  return wrapSvg({
    id: 'chart-recovery',
    layout,
    title: 'Recovery on the time axis of the run',
    description: recovery.sentence,
    width: frame.width,
    height: frame.height,
    content: drawSegments(dated, x, frame) + labels.join('') + drawTimeAxis(durationMs, x, frame),
  });
}
