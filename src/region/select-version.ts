import { findCurrent, findVersion, type ObjectContent, type ObjectStore, type ObjectVersion } from './object-store.ts';
import { readModifiedMs } from './region-state.ts';
import { S3Error } from './s3-error.ts';

/** A version that is an object, not a delete marker. */
export interface StoredObject {
  readonly version: ObjectVersion;
  readonly content: ObjectContent;
}

/**
 * The object to read: the current one, or the version asked for.
 * @throws S3Error NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker asked for by its version id
 */
export function selectVersion(store: ObjectStore, key: string, versionId: string | undefined): StoredObject {
  checkVersionId(versionId);
  const version = versionId === undefined ? findCurrent(store, key) : findVersion(store, key, versionId);
  if (version === undefined) {
    if (versionId === undefined) throw new S3Error('NoSuchKey', { elements: { Key: key } });
    throw new S3Error('NoSuchVersion', { elements: { Key: key, VersionId: versionId } });
  }
  if (version.content !== null) return { version, content: version.content };
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (versionId === undefined) throw new S3Error('NoSuchKey', { headers, elements: { Key: key } });
  throw new S3Error('MethodNotAllowed', {
    headers: { ...headers, allow: 'DELETE', 'last-modified': new Date(readModifiedMs(version)).toUTCString() },
    elements: { Method: 'GET', ResourceType: 'DeleteMarker' },
  });
}

/**
 * Version ids mean nothing to clients, but one that could never have been an id is told from one that is gone.
 * `null` is what S3 calls a version from before versioning; here there is none.
 * @throws S3Error InvalidArgument
 */
export function checkVersionId(versionId: string | undefined): void {
  if (versionId === undefined || versionId === 'null' || /^[\w.-]{24,64}$/.test(versionId)) return;
  const message = versionId === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified';
  throw new S3Error('InvalidArgument', {
    message,
    elements: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
}
