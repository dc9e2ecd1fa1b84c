/**
 * Text and elements of XML 1.0, for SVG and JUnit alike. All that is not markup of ours goes through here.
 */

// XML 1.0 allows tab, line feed, carriage return and everything from U+0020 but surrogates without their pair,
// U+FFFE and U+FFFF. No escape makes the others legal: they can only go.
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeXml(text: string): string {
  return text.replace(illegal, '').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

export type AttributeValue = string | number | null | undefined;

/**
 * One element; `children` are markup already. Attributes that are null or undefined are left out; numbers keep two
 * decimals, which is finer than any pixel.
 */
export function element(
  name: string,
  attributes: Record<string, AttributeValue>,
  children: readonly string[] | null = null,
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(String(value))}"`)
    .join('');
  return children === null ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
