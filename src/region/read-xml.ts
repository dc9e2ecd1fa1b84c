import { S3Error } from './s3-error.ts';

/** One element: its name without prefix, its own text, its children in order. Attributes are dropped: S3's requests use none. */
export interface XmlElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

// One token at a time: declaration or comment, CDATA, a tag, or text up to the next tag.
const token = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s<>/!?]+)([^<>]*?)(\/?)>|([^<]+)/y;

/** Nothing S3 accepts nests deeper; a bound keeps hostile input from growing the tree. */
const maxDepth = 16;

/**
 * Reads the small XML documents of S3's requests. Document types (and so entity definitions) are refused.
 * @throws S3Error MalformedXML
 */
export function readXml(body: Buffer, rootName: string): XmlElement {
  const source = body.toString('utf8').replace(/^\ufeff/, '');
  const top: XmlElement = { name: '', text: '', children: [] };
  const open: XmlElement[] = [top];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new S3Error('MalformedXML');
    const [, cdata, closing, name, , selfClosing, text] = match;
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += decodeEntities(text);
    else if (name !== undefined) {
      const local = name.slice(name.indexOf(':') + 1);
      if (closing === '/') {
        if (open.length === 1 || parent.name !== local) throw new S3Error('MalformedXML');
        open.pop();
        continue;
      }
      const element: XmlElement = { name: local, text: '', children: [] };
      parent.children.push(element);
      if (selfClosing !== '/') open.push(element);
      if (open.length > maxDepth) throw new S3Error('MalformedXML');
    }
  }
  const root = top.children[0];
  if (open.length !== 1 || top.children.length !== 1 || root?.name !== rootName || top.text.trim() !== '') {
    throw new S3Error('MalformedXML');
  }
  return root;
}

/** Text of the first child of that name; undefined when there is none. */
export function readChildText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+))?;?/g, (whole, decimal, hex, name) => {
    const decoded = name === undefined ? decodeCodePoint(decimal, hex) : namedEntities[name];
    if (decoded === undefined || !whole.endsWith(';')) throw new S3Error('MalformedXML');
    return decoded;
  });
}

function decodeCodePoint(decimal: string | undefined, hex: string | undefined): string | undefined {
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
