import type { Paint, Style } from '../terminal/paint.ts';
import { cutText, measureText } from '../terminal/text-width.ts';

export type Segment = readonly [text: string, ...styles: Style[]];

/** A bar of 72 cells is three runs of one style, not 72 escape sequences. */
function joinAlike(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const [text, ...styles] of segments) {
    const [before, ...stylesBefore] = joined.at(-1) ?? [''];
    if (joined.length > 0 && styles.join() === stylesBefore.join())
      joined[joined.length - 1] = [before + text, ...styles];
    else joined.push([text, ...styles]);
  }
  return joined;
}

/** Paints last and cuts first: a cut must not fall into an escape sequence. */
export function composeLine(segments: readonly Segment[], columns: number, paint: Paint): string {
  let room = columns;
  let line = '';
  for (const [text, ...styles] of joinAlike(segments)) {
    if (room <= 0) break;
    const cut = cutText(text, room);
    room -= measureText(cut);
    line += styles.length === 0 ? cut : paint(cut, ...styles);
  }
  return line;
}
