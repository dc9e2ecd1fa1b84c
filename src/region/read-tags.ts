import type { RequestHeaders } from './parse-request.ts';
import { readChildText, readXml } from './read-xml.ts';
import { S3Error } from './s3-error.ts';
import { checkTags, hasRepeatedKey, invalidTag, noTags, type Tag } from './tags.ts';

/**
 * The tags that x-amz-tagging gives to a new object: `key=value&…`, percent-encoded.
 * @throws S3Error InvalidArgument, InvalidTag or BadRequest
 */
export function readTagsHeader(headers: RequestHeaders): readonly Tag[] {
  const header = headers['x-amz-tagging'];
  if (header === undefined) return noTags;
  const tags = header
    .split('&')
    .filter((pair) => pair !== '')
    .map(parsePair);
  checkTags(tags);
  if (hasRepeatedKey(tags)) throw malformed(header);
  return tags;
}

/**
 * The tags of a `Tagging` document.
 * @throws S3Error MalformedXML, InvalidTag or BadRequest
 */
export function readTagsDocument(body: Buffer): readonly Tag[] {
  const set = readXml(body, 'Tagging').children.find(({ name }) => name === 'TagSet');
  if (set === undefined) throw new S3Error('MalformedXML');
  const tags = set.children.map((element) => {
    const key = readChildText(element, 'Key');
    const value = readChildText(element, 'Value');
    if (element.name !== 'Tag' || key === undefined || value === undefined) throw new S3Error('MalformedXML');
    return { key, value };
  });
  checkTags(tags);
  if (hasRepeatedKey(tags)) throw invalidTag('Cannot provide multiple Tags with the same key');
  return tags;
}

function parsePair(pair: string): Tag {
  const equalsAt = pair.indexOf('=');
  if (equalsAt === 0) throw malformed(pair);
  return equalsAt === -1
    ? { key: decode(pair), value: '' }
    : { key: decode(pair.slice(0, equalsAt)), value: decode(pair.slice(equalsAt + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed(text);
  }
}

function malformed(given: string): S3Error {
  return new S3Error('InvalidArgument', {
    message:
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    elements: { ArgumentName: 'x-amz-tagging', ArgumentValue: given },
  });
}
