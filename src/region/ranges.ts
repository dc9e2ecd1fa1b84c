import { S3Error } from './s3-error.ts';

/** Bytes `from` to `to`, both inclusive. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a Range header of one range: `bytes=0-9`, `bytes=5-`, `bytes=-5`. Answers null, meaning the whole object, when it
 * is absent, in another unit, malformed or has several ranges: S3 ignores those.
 * @throws S3Error InvalidRange when it lies outside the object
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | null {
  if (header === undefined) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const last = sizeBytes - 1;
  if (match[1] === '') {
    const suffixBytes = Number(match[2]);
    if (suffixBytes === 0) throw unsatisfiable(header, sizeBytes);
    // The last bytes of an empty object are all of it (RFC 9110, 14.1.2), which no Content-Range could tell.
    if (sizeBytes === 0) return null;
    return { from: Math.max(0, sizeBytes - suffixBytes), to: last };
  }
  const from = Number(match[1]);
  const to = match[2] === '' ? last : Number(match[2]);
  if (to < from && match[2] !== '') return null;
  if (from > last) throw unsatisfiable(header, sizeBytes);
  return { from, to: Math.min(to, last) };
}

function unsatisfiable(range: string, sizeBytes: number): S3Error {
  return new S3Error('InvalidRange', {
    headers: { 'content-range': `bytes */${sizeBytes}` },
    elements: { RangeRequested: range, ActualObjectSize: String(sizeBytes) },
  });
}
