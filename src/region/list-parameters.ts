import { uriEncode } from '../shared/sigv4.ts';
import { readQuery, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

const maxPageLength = 1000;
const maxInteger = 2_147_483_647;

/** What every listing takes. */
export interface ListParameters {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** As asked for, to be echoed. */
  readonly encodingType: string | undefined;
  /** Applies encoding-type to a key, prefix or marker. */
  encode(text: string): string;
}

/** @throws S3Error InvalidArgument */
export function readListParameters(request: S3Request): ListParameters {
  const encodingType = readQuery(request, 'encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw new S3Error('InvalidArgument', { message: 'Invalid Encoding Method specified in Request' });
  }
  return {
    prefix: readQuery(request, 'prefix') ?? '',
    delimiter: readQuery(request, 'delimiter') ?? '',
    maxKeys: readCount(request, 'max-keys'),
    encodingType,
    encode: encodingType === undefined ? (text) => text : (text) => uriEncode(text, true),
  };
}

/**
 * How many entries a page may have, at most 1,000.
 * @throws S3Error InvalidArgument
 */
export function readCount(request: S3Request, name: string): number {
  const text = readQuery(request, name) ?? '';
  if (text === '') return maxPageLength;
  if (!/^\d{1,10}$/.test(text) || Number(text) > maxInteger) {
    throw new S3Error('InvalidArgument', { message: `Provided ${name} not an integer or within integer range` });
  }
  return Math.min(Number(text), maxPageLength);
}

/** A page's end as an opaque token, and back. The leading character tells it from a client's own invention. */
export function writeToken(last: string): string {
  return Buffer.from(`>${last}`).toString('base64url');
}

/** @throws S3Error InvalidArgument */
export function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith('>') && writeToken(text.slice(1)) === token) return text.slice(1);
  throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' });
}
