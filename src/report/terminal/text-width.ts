const invisible = /[\p{Mn}\p{Me}\p{Cf}]/u;
// Han, kana, Hangul, full-width forms and emoji take two cells.
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u{3000}-\u{303E}\u{FF01}-\u{FF60}]/u;
// A name must not move the cursor, colour the screen or end the line.
const controls = /[\p{Cc}\u2028\u2029]+/gu;

/** One line of plain text: what a user named it, without control characters. */
export function cleanText(text: string): string {
  return text.replace(controls, ' ').trim();
}

function measureCharacter(character: string): number {
  if (invisible.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Cells that a text without control characters takes in a terminal. */
export function measureText(text: string): number {
  let cells = 0;
  for (const character of text) cells += measureCharacter(character);
  return cells;
}

/** The text, cut with `…` where it takes more than `columns` cells. */
export function cutText(text: string, columns: number): string {
  if (measureText(text) <= columns) return text;
  let cells = 1;
  let kept = '';
  for (const character of text) {
    cells += measureCharacter(character);
    if (cells > columns) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}

export function padText(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const padding = ' '.repeat(Math.max(0, columns - measureText(text)));
  return align === 'left' ? text + padding : padding + text;
}

/** Lines of at most `columns` cells, broken between words; a longer word is cut. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measureText(longer) <= columns || line === '') line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((each) => cutText(each, columns));
}
