import type { Tone } from '../view/tone.ts';

export type Style = Tone | 'bold' | 'dim';

/** SGR parameters; the 16 basic colours, because a terminal's theme has made those readable. */
const codes: Record<Style, string> = { good: '32', bad: '31', warn: '33', plain: '39', bold: '1', dim: '2' };

export type Paint = (text: string, ...styles: Style[]) => string;

/** Without colour the paint is water: the text comes back as it was. */
export function createPaint(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, ...styles) =>
    text === '' ? '' : `\u001b[${styles.map((style) => codes[style]).join(';')}m${text}\u001b[0m`;
}
