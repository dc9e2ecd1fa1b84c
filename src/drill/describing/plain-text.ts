/** One line without control characters: what a user wrote must neither move a terminal's cursor nor begin a line of its own. */
export function toPlainLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
