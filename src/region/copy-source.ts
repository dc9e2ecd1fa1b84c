import { weighReadConditions } from './conditions.ts';
import type { RequestHeaders } from './parse-request.ts';
import { findBucket, type RegionState, readModifiedMs } from './region-state.ts';
import { S3Error } from './s3-error.ts';
import { type StoredObject, selectVersion } from './select-version.ts';

export interface CopySource extends StoredObject {
  readonly bucket: string;
  /** Whether a certain version was asked for. */
  readonly isVersioned: boolean;
}

/**
 * Finds what x-amz-copy-source (`[/]bucket/key[?versionId=ID]`, percent-encoded) names, and weighs its conditions.
 * @throws S3Error InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest or PreconditionFailed
 */
export function findCopySource(region: RegionState, headers: RequestHeaders): CopySource {
  const { bucket, key, versionId } = parseCopySource(headers['x-amz-copy-source'] ?? '');
  const { store } = findBucket(region, bucket);
  const found = selectSource(() => selectVersion(store, key, versionId));
  const verdict = weighReadConditions(headers, 'x-amz-copy-source-', found.content.etag, readModifiedMs(found.version));
  if (verdict === 'not-modified') throw new S3Error('PreconditionFailed');
  return { ...found, bucket, isVersioned: versionId !== undefined };
}

function selectSource(select: () => StoredObject): StoredObject {
  try {
    return select();
  } catch (error) {
    if (error instanceof S3Error && error.code === 'MethodNotAllowed') {
      const message = 'The source of a copy request may not specifically refer to a delete marker by version id.';
      throw new S3Error('InvalidRequest', { message });
    }
    throw error;
  }
}

function parseCopySource(header: string): { bucket: string; key: string; versionId: string | undefined } {
  const [path = '', versionId] = header.split('?versionId=', 2);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, '');
  } catch {
    throw malformed();
  }
  const slashAt = decoded.indexOf('/');
  const key = decoded.slice(slashAt + 1);
  if (slashAt < 1 || key === '') throw malformed();
  return { bucket: decoded.slice(0, slashAt), key, versionId };
}

function malformed(): S3Error {
  return new S3Error('InvalidArgument', {
    message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
  });
}
