import { randomBytes } from 'node:crypto';
import type { MemoryBudget } from './memory-budget.ts';
import type { MultipartUpload } from './multipart-upload.ts';
import {
  createObjectStore,
  insertVersion,
  type ObjectContent,
  type ObjectStore,
  type ObjectVersion,
} from './object-store.ts';
import { S3Error } from './s3-error.ts';

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
  /** Called with each object written here, not with copies and delete markers. */
  readonly replicate: (bucket: Bucket, version: ObjectVersion) => void;
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
): ObjectVersion {
  const orderUs = Math.max(Date.now() * 1000, region.lastOrderUs + 1);
  const version: ObjectVersion = { key, versionId: createId(), orderUs, content, replication: null };
  insertVersion(bucket.store, version);
  region.lastOrderUs = orderUs;
  if (content !== null) region.replicate(bucket, version);
  return version;
}

/** 32 characters that mean nothing, for versions and uploads. */
export function createId(): string {
  return randomBytes(24).toString('base64url');
}

/** Epoch milliseconds in whole seconds: S3's dates are no finer. */
export function readModifiedMs({ orderUs }: ObjectVersion): number {
  return Math.floor(orderUs / 1_000_000) * 1000;
}
