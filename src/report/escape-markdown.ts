/** Line breaks end a table row, and other control characters have no business in a report. */
const controls = /[\p{Cc}\u2028\u2029]+/gu;

export function escapeMarkdown(text: string): string {
  return text
    .replace(controls, ' ')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** The same value with every string in it escaped, so that no template can forget one. */
export function escapeStrings<Value>(value: Value): Value {
  if (typeof value === 'string') return escapeMarkdown(value) as Value;
  if (Array.isArray(value)) return value.map(escapeStrings) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escapeStrings(inner)])) as Value;
}
