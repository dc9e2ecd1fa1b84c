import { type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { formatMoment, formatQuantity } from '../../shared/format.ts';
import { element, escapeXml, round } from '../xml.ts';
import type { Frame } from './frame.ts';
import { ink } from './palette.ts';
import type { Scale } from './scales.ts';
import { drawText } from './text.ts';
import type { MarkRow } from './time-chart.ts';

const shapes: Partial<Record<MarkRow['type'], SymbolType>> = {
  breakerOpened: symbolSquare,
  breakerClosed: symbolCircle,
  regionUnhealthy: symbolSquare,
  regionHealthy: symbolCircle,
  sheddingStarted: symbolTriangle,
  sheddingStopped: symbolDiamond,
  failedOver: symbolTriangle,
  diverted: symbolTriangle,
  failedBack: symbolDiamond,
};

/** Marks nearer than this become one that says how many it stands for. */
const clusterWidth = 9;

export function measureMarks(rows: MarkRow[], frame: Pick<Frame, 'layout' | 'fontSize'>): number {
  return rows.length * rowHeight(frame);
}

function rowHeight(frame: Pick<Frame, 'layout' | 'fontSize'>): number {
  return frame.layout === 'wide' ? frame.fontSize + 4 : frame.fontSize * 2 + 6;
}

function cluster(atMs: number[], x: Scale): { fromMs: number; toMs: number; count: number }[] {
  const clusters: { fromMs: number; toMs: number; count: number }[] = [];
  for (const moment of [...atMs].sort((a, b) => a - b)) {
    const last = clusters.at(-1);
    if (last !== undefined && x(moment) - x(last.fromMs) < clusterWidth) {
      last.toMs = moment;
      last.count += 1;
    } else clusters.push({ fromMs: moment, toMs: moment, count: 1 });
  }
  return clusters;
}

function drawRow(row: MarkRow, x: Scale, frame: Frame, top: number): string {
  const wide = frame.layout === 'wide';
  const middle = wide ? top + rowHeight(frame) / 2 : top + frame.fontSize + 10;
  const glyph = (symbol(shapes[row.type] ?? symbolCircle, 42)() ?? '').replace(/-?\d+\.\d+/g, (digits) =>
    String(round(Number(digits))),
  );
  const marks = cluster(row.atMs, x).map(({ fromMs, toMs, count }) => {
    const when = fromMs === toMs ? formatMoment(fromMs) : `${formatMoment(fromMs)} to ${formatMoment(toMs)}`;
    return element(
      'path',
      {
        class: 'mark',
        d: glyph,
        transform: `translate(${round(x((fromMs + toMs) / 2))} ${round(middle)})`,
        fill: ink.text,
      },
      [element('title', {}, [escapeXml(`${row.label}, ${formatQuantity(count, 'event')}, ${when}`)])],
    );
  });
  const label = drawText(`${row.label} (${row.atMs.length})`, {
    x: wide ? frame.right + 10 : 4,
    y: wide ? middle + 4 : top + frame.fontSize,
    size: frame.fontSize,
    className: 'ink',
    colour: ink.text,
  });
  const line = element('line', {
    class: 'grid',
    x1: frame.left,
    x2: frame.right,
    y1: middle,
    y2: middle,
    stroke: ink.grid,
  });
  return line + marks.join('') + label;
}

/** One row per kind of event, above the plot, on its time axis. */
export function drawMarks(rows: MarkRow[], x: Scale, frame: Frame, top: number): string {
  return rows.map((row, i) => drawRow(row, x, frame, top + i * rowHeight(frame))).join('');
}
