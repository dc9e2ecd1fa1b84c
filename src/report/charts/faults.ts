import { element } from '../xml.ts';
import { estimateTextWidth, type Frame, fitText } from './frame.ts';
import { ink } from './palette.ts';
import type { Scale } from './scales.ts';
import { drawText } from './text.ts';
import type { TimeSpan } from './time-chart.ts';

type LaneFrame = Pick<Frame, 'layout' | 'fontSize'>;

const mostLanes = 5;

/** On the page the name stands in or beside its bar, on a phone above it. */
function measureLane({ layout, fontSize }: LaneFrame): { height: number; barTop: number; barHeight: number } {
  if (layout === 'wide') return { height: 23, barTop: 0, barHeight: 19 };
  return { height: fontSize + 15, barTop: fontSize + 4, barHeight: 8 };
}

export function measureLanes(faults: TimeSpan[], frame: LaneFrame): number {
  return Math.min(faults.length, mostLanes) * measureLane(frame).height;
}

export function shadeFaults(faults: TimeSpan[], x: Scale, frame: Frame): string {
  return faults
    .map(({ fromMs, toMs }) =>
      element('rect', {
        class: 'fault-shade',
        x: x(fromMs),
        y: frame.top,
        width: Math.max(1, x(toMs) - x(fromMs)),
        height: frame.bottom - frame.top,
        fill: ink.fault,
        'fill-opacity': 0.09,
      }),
    )
    .join('');
}

const besideBar = { className: 'fault-text', colour: ink.fault, weight: 600 } as const;

function labelInside(label: string, fromX: number, toX: number, baseline: number, frame: Frame): string {
  const size = frame.fontSize;
  if (estimateTextWidth(label, size) + 12 <= toX - fromX) {
    const onBar = { className: 'on-fault', colour: '#ffffff', weight: 600 };
    return drawText(label, { x: fromX + 6, y: baseline, size, ...onBar });
  }
  const after = frame.right - toX;
  const before = fromX - frame.left;
  const text = fitText(label, size, Math.max(after, before) - 8);
  return after >= before
    ? drawText(text, { x: toX + 6, y: baseline, size, ...besideBar })
    : drawText(text, { x: fromX - 6, y: baseline, size, anchor: 'end', ...besideBar });
}

function labelAbove(label: string, fromX: number, baseline: number, frame: Frame): string {
  const size = frame.fontSize;
  const text = fitText(label, size, frame.right - frame.left);
  const fits = fromX + estimateTextWidth(text, size) <= frame.right;
  return drawText(text, {
    x: fits ? fromX : frame.right,
    y: baseline,
    size,
    anchor: fits ? 'start' : 'end',
    ...besideBar,
  });
}

function drawLane(fault: TimeSpan, x: Scale, frame: Frame, top: number): string {
  const { barTop, barHeight } = measureLane(frame);
  const fromX = x(fault.fromMs);
  const toX = Math.max(fromX + 2, x(fault.toMs));
  const bar = element('rect', {
    class: 'fault-bar',
    x: fromX,
    y: top + barTop,
    width: toX - fromX,
    height: barHeight,
    rx: 3,
    fill: ink.fault,
  });
  const label =
    frame.layout === 'wide'
      ? labelInside(fault.label, fromX, toX, top + 14, frame)
      : labelAbove(fault.label, fromX, top + frame.fontSize, frame);
  return bar + label;
}

/** One lane per fault, so that names never collide; beyond `mostLanes` the last one counts the rest. */
export function drawFaultLanes(faults: TimeSpan[], x: Scale, frame: Frame, top: number): string {
  const { height } = measureLane(frame);
  const shown = faults.length > mostLanes ? faults.slice(0, mostLanes - 1) : faults;
  const rest = faults.slice(shown.length);
  const lanes = shown.map((fault, i) => drawLane(fault, x, frame, top + i * height));
  if (rest.length > 0) {
    const merged = {
      label: `${rest.length} more faults`,
      fromMs: Math.min(...rest.map((fault) => fault.fromMs)),
      toMs: Math.max(...rest.map((fault) => fault.toMs)),
    };
    lanes.push(drawLane(merged, x, frame, top + shown.length * height));
  }
  return lanes.join('');
}
