import { answerEmpty } from '../answer.ts';
import { checkWriteConditions } from '../conditions.ts';
import { findCurrent, findVersion, removeVersion } from '../object-store.ts';
import type { Operation } from '../operation.ts';
import { type RequestHeaders, readQuery } from '../parse-request.ts';
import { type Bucket, findBucket, type RegionState, writeVersion } from '../region-state.ts';
import { checkVersionId } from '../select-version.ts';

export const deleteObject: Operation = {
  body: 'none',
  parameters: ['versionId'],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    const versionId = readQuery(request, 'versionId');
    const deleted = deleteKey(region, bucket, { key: request.key, versionId, conditions: request.headers });
    const headers: Record<string, string> = {};
    if (deleted.versionId !== undefined) headers['x-amz-version-id'] = deleted.versionId;
    if (deleted.isMarker) headers['x-amz-delete-marker'] = 'true';
    return answerEmpty(204, headers);
  },
};

export interface Deletion {
  readonly key: string;
  /** undefined: hide the key behind a delete marker; else remove that version for good. */
  readonly versionId: string | undefined;
  /** Only if-match counts. */
  readonly conditions: RequestHeaders;
}

export interface Deleted {
  /** The marker's version id, or the removed version's. */
  readonly versionId: string | undefined;
  /** Whether a delete marker was made or removed. */
  readonly isMarker: boolean;
}

/**
 * Deletes as a versioned bucket does. What is missing counts as deleted.
 * @throws S3Error PreconditionFailed, NoSuchKey (If-Match on a missing key), InvalidArgument, InsufficientStorage
 */
export function deleteKey(region: RegionState, bucket: Bucket, { key, versionId, conditions }: Deletion): Deleted {
  checkVersionId(versionId);
  const version = versionId === undefined ? findCurrent(bucket.store, key) : findVersion(bucket.store, key, versionId);
  const ifMatch = conditions['if-match'];
  if (ifMatch !== undefined) checkWriteConditions({ 'if-match': ifMatch }, version);
  if (versionId === undefined) {
    return { versionId: writeVersion(region, bucket, key, null).versionId, isMarker: true };
  }
  if (version !== undefined) removeVersion(bucket.store, version);
  return { versionId, isMarker: version !== undefined && version.content === null };
}
