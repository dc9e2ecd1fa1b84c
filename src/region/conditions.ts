import type { ObjectVersion } from './object-store.ts';
import type { RequestHeaders } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

/** Whether a read goes on, or the caller has the object already. */
export type ReadVerdict = 'proceed' | 'not-modified';

/**
 * Weighs If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since as RFC 9110, section 13.2.2 orders them: the
 * entity tag decides where both it and a date are given.
 * @param prefix `x-amz-copy-source-` for the source of a copy
 * @param modifiedMs epoch milliseconds, whole seconds
 * @throws S3Error PreconditionFailed
 */
export function weighReadConditions(
  headers: RequestHeaders,
  prefix: '' | 'x-amz-copy-source-',
  etag: string,
  modifiedMs: number,
): ReadVerdict {
  const ifMatch = headers[`${prefix}if-match`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  const unmodifiedSinceMs = readDate(headers[`${prefix}if-unmodified-since`]);
  const modifiedSinceMs = readDate(headers[`${prefix}if-modified-since`]);
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, etag)) throw failed('If-Match');
  } else if (unmodifiedSinceMs !== undefined && modifiedMs > unmodifiedSinceMs) {
    throw failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, etag) ? 'not-modified' : 'proceed';
  return modifiedSinceMs !== undefined && modifiedMs <= modifiedSinceMs ? 'not-modified' : 'proceed';
}

/**
 * Weighs If-None-Match: * and If-Match of a write. Call it in the same turn of the event loop as the write itself: that
 * is why exactly one of several racing writers wins.
 * @throws S3Error PreconditionFailed, NoSuchKey (If-Match on a missing key) or NotImplemented
 */
export function checkWriteConditions(headers: RequestHeaders, current: ObjectVersion | undefined): void {
  const ifNoneMatch = headers['if-none-match'];
  const ifMatch = headers['if-match'];
  if (ifNoneMatch === undefined && ifMatch === undefined) return;
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) throw new S3Error('NotImplemented');
  const etag = current?.content?.etag;
  if (ifNoneMatch === '*' && etag !== undefined) throw failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (etag === undefined) throw new S3Error('NoSuchKey');
  if (!matchesEtag(ifMatch, etag)) throw failed('If-Match');
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { elements: { Condition: condition } });
}

function matchesEtag(list: string, etag: string): boolean {
  const bare = etag.replaceAll('"', '');
  return list.split(',').some((item) => {
    const tag = item.trim().replace(/^W\//, '').replaceAll('"', '');
    return tag === '*' || tag === bare;
  });
}

/** Epoch milliseconds; a date that can't be read is no condition, as RFC 9110 asks. */
function readDate(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const epochMs = Date.parse(date);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
