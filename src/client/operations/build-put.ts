import { intentHeader } from '../../shared/intent.ts';
import type { S3Request } from '../../shared/s3-request.ts';

export interface PutContent {
  body: string;
  /** CRC-32 of the body in base64. */
  checksum: string;
  /** Names the write, in the object's metadata. */
  intent: string;
}

/** Headers by which the SDK sends a checksum, which is what it does by default. */
export function describeChecksum(checksum: string): Record<string, string> {
  return { 'x-amz-checksum-crc32': checksum, 'x-amz-sdk-checksum-algorithm': 'CRC32' };
}

/** A PutObject. @param condition header and value; null: it replaces whatever is there */
export function buildPut(
  path: string,
  { body, checksum, intent }: PutContent,
  condition: readonly [name: string, value: string] | null,
): S3Request {
  const headers = describeChecksum(checksum);
  headers[intentHeader] = intent;
  if (condition !== null) headers[condition[0]] = condition[1];
  return { method: 'PUT', path, query: 'x-id=PutObject', body, headers };
}
