import { giveBackBytes, type MemoryBudget, takeBytes } from './memory-budget.ts';
import type { MultipartUpload, UploadedPart } from './multipart-upload.ts';
import { findVersion, type ObjectVersion } from './object-store.ts';
import { readQuery, type S3Request } from './parse-request.ts';
import { type Bucket, findBucket, type RegionState } from './region-state.ts';
import { S3Error } from './s3-error.ts';
import type { StoredObject } from './select-version.ts';
import { measureTags } from './tags.ts';

const maxPartNumber = 10_000;
const maxRemembered = 1_000;
/** As for a version: what an upload, or a part, takes beside its bytes. */
const overheadBytes = 1024;

/** @throws S3Error InsufficientStorage */
export function addUpload(bucket: Bucket, upload: MultipartUpload): void {
  takeBytes(bucket.store.budget, measureUpload(upload));
  bucket.uploads.set(upload.uploadId, upload);
}

/**
 * The upload that a request names, in its own bucket.
 * @throws S3Error NoSuchBucket or NoSuchUpload
 */
export function findUpload(region: RegionState, request: S3Request): { bucket: Bucket; upload: MultipartUpload } {
  const bucket = findBucket(region, request.bucket);
  const uploadId = readQuery(request, 'uploadId') ?? '';
  const upload = bucket.uploads.get(uploadId);
  if (upload === undefined || upload.key !== request.key) {
    throw new S3Error('NoSuchUpload', { elements: { UploadId: uploadId } });
  }
  return { bucket, upload };
}

/** @throws S3Error InvalidArgument */
export function readPartNumber(request: S3Request): number {
  const text = readQuery(request, 'partNumber') ?? '';
  const partNumber = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  checkPartNumber(partNumber);
  return partNumber;
}

/** @throws S3Error InvalidArgument */
export function checkPartNumber(partNumber: number): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= maxPartNumber) return;
  const message = `Part number must be an integer between 1 and ${maxPartNumber}, inclusive.`;
  throw new S3Error('InvalidArgument', { message, elements: { ArgumentName: 'partNumber' } });
}

/**
 * Keeps a part; one of the same number is replaced.
 * @throws S3Error InsufficientStorage
 */
export function putPart(budget: MemoryBudget, upload: MultipartUpload, partNumber: number, part: UploadedPart): void {
  takeBytes(budget, part.body.length + overheadBytes);
  const replaced = upload.parts.get(partNumber);
  if (replaced !== undefined) giveBackBytes(budget, replaced.body.length + overheadBytes);
  upload.parts.set(partNumber, part);
}

/** Ends an upload: its parts are gone. */
export function removeUpload(bucket: Bucket, upload: MultipartUpload): void {
  bucket.uploads.delete(upload.uploadId);
  let heldBytes = measureUpload(upload);
  for (const { body } of upload.parts.values()) heldBytes += body.length + overheadBytes;
  giveBackBytes(bucket.store.budget, heldBytes);
}

/**
 * Lets a completion be repeated: its client may have heard a 500, or nothing, and must not take NoSuchUpload for a loss.
 * Only the latest are remembered.
 */
export function rememberCompleted(bucket: Bucket, { uploadId }: MultipartUpload, version: ObjectVersion): void {
  bucket.completed.set(uploadId, version.versionId);
  if (bucket.completed.size <= maxRemembered) return;
  for (const oldest of bucket.completed.keys()) {
    bucket.completed.delete(oldest);
    return;
  }
}

/** The object that a completed upload became; undefined when there was none, or it is gone. */
export function findCompleted(region: RegionState, request: S3Request): StoredObject | undefined {
  const bucket = findBucket(region, request.bucket);
  const versionId = bucket.completed.get(readQuery(request, 'uploadId') ?? '');
  const version = versionId === undefined ? undefined : findVersion(bucket.store, request.key, versionId);
  return version === undefined || version.content === null ? undefined : { version, content: version.content };
}

function measureUpload({ key, tags }: MultipartUpload): number {
  return overheadBytes + key.length + measureTags(tags);
}
