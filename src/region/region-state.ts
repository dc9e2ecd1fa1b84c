import { createId } from './create-id.ts';
import type { MemoryBudget } from './memory-budget.ts';
import type { MultipartUpload } from './multipart-upload.ts';
import {
  changeVersionTags,
  createObjectStore,
  insertVersion,
  type ObjectContent,
  type ObjectStore,
  type ObjectVersion,
} from './object-store.ts';
import type { Change } from './replicate-writes.ts';
import { S3Error } from './s3-error.ts';
import { noTags, type Tag } from './tags.ts';

export interface Bucket {
  readonly name: string;
  readonly createdMs: number;
  readonly store: ObjectStore;
  /** By upload id. */
  readonly uploads: Map<string, MultipartUpload>;
  /** Version ids that completed uploads became, by upload id, the oldest first. */
  readonly completed: Map<string, string>;
}

/** All that one region knows. Operations change it in one turn of the event loop each, so none sees another half done. */
export interface RegionState {
  readonly name: string;
  readonly budget: MemoryBudget;
  readonly buckets: Map<string, Bucket>;
  /** Age of the newest version that was written here or arrived as a copy. */
  lastOrderUs: number;
  /** Called with each object written here and each change of its tags, not with copies and delete markers. */
  readonly replicate: (bucket: Bucket, version: ObjectVersion, change: Change) => void;
}

export function createBucket(region: RegionState, name: string): Bucket {
  const bucket: Bucket = {
    name,
    createdMs: Date.now(),
    store: createObjectStore(region.budget),
    uploads: new Map(),
    completed: new Map(),
  };
  region.buckets.set(name, bucket);
  return bucket;
}

/** @throws S3Error NoSuchBucket */
export function findBucket(region: RegionState, name: string): Bucket {
  const bucket = region.buckets.get(name);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', { elements: { BucketName: name } });
  return bucket;
}

/**
 * Writes a new current version, or a delete marker when there is no content. It is newer than all that this region has
 * seen, copies included, even when clocks differ (a hybrid logical clock).
 * @throws S3Error InsufficientStorage
 */
export function writeVersion(
  region: RegionState,
  bucket: Bucket,
  key: string,
  content: ObjectContent | null,
  tags: readonly Tag[] = noTags,
): ObjectVersion {
  const orderUs = readClockUs(region);
  const versionId = createId();
  const version: ObjectVersion = { key, versionId, orderUs, content, tags, tagsOrderUs: orderUs, replication: null };
  insertVersion(bucket.store, version);
  region.lastOrderUs = orderUs;
  if (content !== null) region.replicate(bucket, version, 'object');
  return version;
}

/**
 * Replaces a version's tags. As in S3 without replica modification sync, those of a copy stay where they were changed.
 * @throws S3Error InsufficientStorage
 */
export function changeTags(region: RegionState, bucket: Bucket, version: ObjectVersion, tags: readonly Tag[]): void {
  const orderUs = readClockUs(region);
  changeVersionTags(bucket.store, version, tags, orderUs);
  region.lastOrderUs = orderUs;
  const isCopied = version.replication !== null && version.replication !== 'REPLICA';
  if (isCopied) region.replicate(bucket, version, 'tags');
}

/** Microseconds since the epoch, later than all that the region has seen. */
function readClockUs(region: RegionState): number {
  return Math.max(Date.now() * 1000, region.lastOrderUs + 1);
}

/** Epoch milliseconds in whole seconds: S3's dates are no finer. */
export function readModifiedMs({ orderUs }: ObjectVersion): number {
  return Math.floor(orderUs / 1_000_000) * 1000;
}
