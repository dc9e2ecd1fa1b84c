/**
 * Colours stand in presentation attributes, so that a chart survives a policy that drops every style sheet; the class
 * beside them lets the page's CSS choose others for dark mode. Lines also differ by dash and marker.
 */
export interface LineStyle {
  className: string;
  colour: string;
  dash: string | null;
  width: number;
  marker: MarkerShape | null;
}

export const markerShapes = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;
export type MarkerShape = (typeof markerShapes)[number];

// Each at least 4.5:1 on white, and apart from its neighbours in lightness for readers who don't see hues.
const colours = ['#1d5fc4', '#b4500b', '#0b7a69', '#7b3fc0', '#a11d5b', '#54616e', '#7a6300', '#1b7894'] as const;
const dashes = [null, '8 4', '2 3', '10 3 2 3', '5 2', '12 5', '4 4', '1 3'] as const;

export const ink = {
  text: '#17202b',
  muted: '#5a6675',
  grid: '#e3e7ec',
  axis: '#9aa5b1',
  fault: '#c8321f',
  goal: '#3d7a1f',
};

/** Most lines that one chart can tell apart. */
export const mostLines = colours.length;

export function styleSeries(index: number): LineStyle {
  const slot = index % colours.length;
  return {
    className: `series series-${slot}`,
    colour: colours[slot] as string,
    dash: dashes[slot] ?? null,
    width: 1.75,
    marker: markerShapes[slot % markerShapes.length] as MarkerShape,
  };
}

/** The line over all regions: heavy and plain, under the others. */
export const overallStyle: LineStyle = {
  className: 'series series-all',
  colour: '#17202b',
  dash: null,
  width: 3.5,
  marker: null,
};
