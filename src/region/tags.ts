import { S3Error } from './s3-error.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export const noTags: readonly Tag[] = [];

const maxTags = 10;
const keyForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const valueForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/**
 * Whether an object may have them: how many, how long, of which characters. Source: Amazon S3 User Guide, "Categorizing
 * your objects using tags".
 * @throws S3Error BadRequest or InvalidTag
 */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > maxTags) throw new S3Error('BadRequest', { message: 'Object tags cannot be greater than 10' });
  for (const { key, value } of tags) {
    if (!keyForm.test(key)) throw invalidTag('The TagKey you have provided is invalid', { TagKey: key });
    if (key.startsWith('aws:')) {
      throw invalidTag('System tags cannot be added/updated by requester', { TagKey: key });
    }
    if (!valueForm.test(value)) {
      throw invalidTag('The TagValue you have provided is invalid', { TagKey: key, TagValue: value });
    }
  }
}

export function hasRepeatedKey(tags: readonly Tag[]): boolean {
  return new Set(tags.map(({ key }) => key)).size < tags.length;
}

export function invalidTag(message: string, elements: Record<string, string> = {}): S3Error {
  return new S3Error('InvalidTag', { message, elements });
}

/** What they take of a region's memory. */
export function measureTags(tags: readonly Tag[]): number {
  let bytes = 0;
  for (const { key, value } of tags) bytes += tagOverheadBytes + key.length + value.length;
  return bytes;
}

const tagOverheadBytes = 64;
