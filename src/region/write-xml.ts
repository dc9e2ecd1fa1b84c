/** An element's content: text, nested elements, or several elements of the same name. Absent (undefined) ones are left out. */
export type XmlValue = string | number | boolean | XmlFields | readonly XmlValue[] | undefined;

export interface XmlFields {
  readonly [name: string]: XmlValue;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A whole document in S3's namespace: a root of elements, or of text alone. */
export function writeXml(root: string, content: XmlFields | string): string {
  const inner = typeof content === 'string' ? escapeXml(content) : writeFields(content);
  return `${declaration}<${root} xmlns="${namespace}">${inner}</${root}>`;
}

/** A document without namespace: S3's errors have none. */
export function writeBareXml(root: string, fields: XmlFields): string {
  return `${declaration}<${root}>${writeFields(fields)}</${root}>`;
}

function writeFields(fields: XmlFields): string {
  let xml = '';
  for (const name in fields) xml += writeElement(name, fields[name]);
  return xml;
}

function writeElement(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join('');
  const content = typeof value === 'object' ? writeFields(value as XmlFields) : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

// Control characters can't stand in XML 1.0 even when escaped, but S3 escapes them all the same; clients that care ask
// for encoding-type=url. A bare carriage return would be read as a line feed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const special = /[&<>"\u0000-\u001f\u007f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text.replace(special, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}
