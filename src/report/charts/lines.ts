import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from 'd3-shape';
import { element, round } from '../xml.ts';
import type { Frame } from './frame.ts';
import type { LineStyle, MarkerShape } from './palette.ts';
import { reduceColumns, type Step } from './reduce-columns.ts';
import type { Scale } from './scales.ts';
import type { ChartSeries } from './time-chart.ts';

const shapes: Record<MarkerShape, SymbolType> = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  cross: symbolCross,
};

/** Pixels between two markers of one line. */
const markerSpacing = 130;

/**
 * Each bin is drawn flat over its whole width: a sloped line would start to fall before the fault does. A gap between steps
 * lifts the pen.
 */
export function traceSteps(steps: Step[], x: Scale, y: Scale): string {
  let path = '';
  let previous: Step | undefined;
  let writtenY = Number.NaN;
  for (const step of steps) {
    const toX = tenth(x(step.toMs));
    const atY = tenth(y(step.value));
    if (previous === undefined || previous.toMs !== step.fromMs) path += `M${tenth(x(step.fromMs))} ${atY}H${toX}`;
    else if (atY === writtenY) path = `${path.slice(0, path.lastIndexOf('H'))}H${toX}`;
    else path += `V${atY}H${toX}`;
    writtenY = atY;
    previous = step;
  }
  return path;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function drawMarker(style: LineStyle, x: number, y: number, size = 36): string {
  if (style.marker === null) return '';
  const path = symbol(shapes[style.marker], size)() ?? '';
  return element('path', {
    class: `${style.className} marker`,
    d: shorten(path),
    transform: `translate(${round(x)} ${round(y)})`,
    fill: style.colour,
  });
}

/** d3 writes 15 digits. */
function shorten(path: string): string {
  return path.replace(/-?\d+\.\d+/g, (digits) => String(round(Number(digits))));
}

export function drawStroke(style: LineStyle, path: string): string {
  return element('path', {
    class: style.className,
    d: path,
    fill: 'none',
    stroke: style.colour,
    'stroke-width': style.width,
    'stroke-dasharray': style.dash,
    'stroke-linejoin': 'round',
  });
}

export interface DrawnSeries {
  markup: string;
  /** Where the line ends, for its label; null when it has no value at all. */
  endY: number | null;
}

/** @param lane shifts the markers of each line, so that those of lines on top of each other stay apart */
export function drawSeries(
  series: ChartSeries,
  binMs: number,
  x: Scale,
  y: Scale,
  frame: Frame,
  lane: number,
): DrawnSeries {
  const steps = reduceColumns(series.values, binMs, frame.columns, series.keep);
  const last = steps.at(-1);
  if (last === undefined) return { markup: '', endY: null };
  const markers: string[] = [];
  let nextAt = frame.left + 20 + ((lane * 37) % markerSpacing);
  for (const step of steps) {
    const middle = x((step.fromMs + step.toMs) / 2);
    if (middle < nextAt) continue;
    markers.push(drawMarker(series.style, middle, y(step.value)));
    nextAt = middle + markerSpacing;
  }
  return { markup: drawStroke(series.style, traceSteps(steps, x, y)) + markers.join(''), endY: y(last.value) };
}
