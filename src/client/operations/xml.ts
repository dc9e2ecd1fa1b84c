const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Text of the first element of that name; null when there is none. S3's answers put no attributes into such elements. */
export function readElement(xml: string, name: string): string | null {
  const open = `<${name}>`;
  const start = xml.indexOf(open);
  const end = start === -1 ? -1 : xml.indexOf(`</${name}>`, start);
  return end === -1 ? null : unescapeXml(xml.slice(start + open.length, end));
}

/** Texts of all elements of that name, in their order. */
export function readElements(xml: string, name: string): string[] {
  const open = `<${name}>`;
  const texts: string[] = [];
  for (let start = xml.indexOf(open); start !== -1; start = xml.indexOf(open, start)) {
    start += open.length;
    const end = xml.indexOf('<', start);
    if (end === -1) break;
    texts.push(unescapeXml(xml.slice(start, end)));
  }
  return texts;
}

/** As the SDK writes it, without the answer naming each key that is gone. @param keys need no escaping */
export function writeDeletion(keys: readonly string[]): string {
  let objects = '';
  for (const key of keys) objects += `<Object><Key>${key}</Key></Object>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Delete ${namespace}>${objects}<Quiet>true</Quiet></Delete>`;
}

export interface CompletedPart {
  partNumber: number;
  etag: string;
  /** Base64. */
  crc32: string;
}

export function writeCompletion(parts: readonly CompletedPart[]): string {
  let listed = '';
  for (const { partNumber, etag, crc32 } of parts) {
    listed += `<Part><ETag>${etag.replaceAll('"', '&quot;')}</ETag><ChecksumCRC32>${crc32}</ChecksumCRC32><PartNumber>${partNumber}</PartNumber></Part>`;
  }
  return `<?xml version="1.0" encoding="UTF-8"?><CompleteMultipartUpload ${namespace}>${listed}</CompleteMultipartUpload>`;
}

/** @param tags need no escaping */
export function writeTagging(tags: Readonly<Record<string, string>>): string {
  const set = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`);
  return `<?xml version="1.0" encoding="UTF-8"?><Tagging ${namespace}><TagSet>${set.join('')}</TagSet></Tagging>`;
}

const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntities[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
