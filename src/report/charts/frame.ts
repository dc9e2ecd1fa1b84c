/**
 * Page and phone get a drawing each: scaling one to both would leave its labels unreadable on the smaller. `small` is one of
 * several side by side, on both.
 */
export type Layout = 'wide' | 'narrow' | 'small';

/** Pixels of the viewBox. All charts over time share left and right edges, so that they line up under each other. */
export interface Frame {
  layout: Layout;
  width: number;
  left: number;
  right: number;
  /** Top and bottom of the plot itself. */
  top: number;
  bottom: number;
  height: number;
  fontSize: number;
  /** Pixel columns that a series is reduced to: bounds the file's size, whatever the run's length. */
  columns: number;
}

const sizes = {
  wide: { width: 1000, left: 62, right: 850, fontSize: 13, columns: 360 },
  narrow: { width: 380, left: 50, right: 368, fontSize: 12, columns: 160 },
  small: { width: 380, left: 50, right: 368, fontSize: 12, columns: 160 },
} as const;

/** Room below the plot for the time axis. */
const axisHeight = 26;

export function createFrame(layout: Layout, headHeight: number, plotHeight: number): Frame {
  const bottom = headHeight + plotHeight;
  return { layout, ...sizes[layout], top: headHeight, bottom, height: bottom + axisHeight };
}

/** About how wide a text is drawn: system fonts average 0.56 em per character; wider ones only come closer. */
export function estimateTextWidth(text: string, fontSize: number): number {
  return [...text].length * fontSize * 0.56;
}

export function fitText(text: string, fontSize: number, width: number): string {
  const characters = [...text];
  const room = Math.max(1, Math.floor(width / (fontSize * 0.56)));
  return characters.length <= room ? text : `${characters.slice(0, Math.max(1, room - 1)).join('')}…`;
}
