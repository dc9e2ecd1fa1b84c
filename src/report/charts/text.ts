import { element, escapeXml } from '../xml.ts';
import { ink } from './palette.ts';

interface TextOptions {
  x: number;
  y: number;
  size: number;
  anchor?: 'start' | 'middle' | 'end';
  className?: string;
  colour?: string;
  weight?: number;
  /** Draws the page's colour behind the letters, so that lines don't cross them. */
  halo?: boolean;
}

export function drawText(text: string, options: TextOptions): string {
  const { x, y, size, anchor = 'start', className = 'muted', colour = ink.muted, weight, halo = false } = options;
  const behind = halo
    ? { stroke: '#ffffff', 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }
    : {};
  return element(
    'text',
    {
      class: halo ? `${className} halo` : className,
      x,
      y,
      'font-size': size,
      'text-anchor': anchor === 'start' ? null : anchor,
      'font-weight': weight,
      fill: colour,
      ...behind,
    },
    [escapeXml(text)],
  );
}

/** Moves positions apart until neighbours are `gap` from each other, within [low, high] as far as there is room. */
export function spreadApart(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((position, index) => ({ position, index })).sort((a, b) => a.position - b.position);
  let floor = low;
  for (const item of order) {
    item.position = Math.max(item.position, floor);
    floor = item.position + gap;
  }
  let ceiling = high;
  for (const item of order.toReversed()) {
    item.position = Math.min(item.position, ceiling);
    ceiling = item.position - gap;
  }
  const spread = new Array<number>(positions.length);
  for (const item of order) spread[item.index] = item.position;
  return spread;
}
