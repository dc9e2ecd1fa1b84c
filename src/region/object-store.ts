import { toByteString } from './byte-order.ts';
import type { Checksum } from './checksums.ts';
import { giveBackBytes, type MemoryBudget, takeBytes } from './memory-budget.ts';
import { addKey, createSortedKeys, removeKey, type SortedKeys } from './sorted-keys.ts';
import { measureTags, type Tag } from './tags.ts';

/** An object's bytes and what is returned with them. Never changed once stored. */
export interface ObjectContent {
  readonly body: Buffer;
  /** With its quotation marks. */
  readonly etag: string;
  /** Content-type, user metadata and the like, as they are answered. */
  readonly headers: Readonly<Record<string, string>>;
  /** null: none was sent; it is then computed when somebody asks. */
  checksum: Checksum | null;
  /** Of a multipart upload, in order; null for others. */
  readonly parts: readonly ObjectPart[] | null;
}

export interface ObjectPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** Base64; null when the part came without. */
  readonly checksum: string | null;
}

export type ReplicationStatus = 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA';

export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** Microseconds since the epoch, unique within a region: of two versions the later one is the newer. */
  readonly orderUs: number;
  /** null for a delete marker. */
  readonly content: ObjectContent | null;
  /** Changed by `changeVersionTags` alone. */
  tags: readonly Tag[];
  /** When they were given, as `orderUs`: of two regions' tags the later ones are the newer. */
  tagsOrderUs: number;
  /** null: no region takes copies. */
  replication: ReplicationStatus | null;
}

/** Every version of every key of one bucket. Keys inside are byte strings (see byte-order.ts). */
export interface ObjectStore {
  readonly budget: MemoryBudget;
  /** Versions by key, the oldest first; no list is empty. */
  readonly versions: Map<string, ObjectVersion[]>;
  readonly keys: SortedKeys;
}

/** What a version takes beside its bytes, so that a million empty objects count too. Measured: some 500 to 900 bytes. */
const versionOverheadBytes = 1024;

export function createObjectStore(budget: MemoryBudget): ObjectStore {
  return { budget, versions: new Map(), keys: createSortedKeys() };
}

/** The newest version, a delete marker included; undefined when the key never existed. */
export function findCurrent(store: ObjectStore, key: string): ObjectVersion | undefined {
  return store.versions.get(toByteString(key))?.at(-1);
}

export function findVersion(store: ObjectStore, key: string, versionId: string): ObjectVersion | undefined {
  return store.versions.get(toByteString(key))?.find((version) => version.versionId === versionId);
}

/**
 * Adds a version at its place by age. A copy that comes late from another region so slips beneath newer ones, and all
 * regions end with the same current version.
 * @throws S3Error InsufficientStorage
 */
export function insertVersion(store: ObjectStore, version: ObjectVersion): void {
  takeBytes(store.budget, measureVersion(version));
  const key = toByteString(version.key);
  const versions = store.versions.get(key);
  if (versions === undefined) {
    store.versions.set(key, [version]);
    addKey(store.keys, key);
    return;
  }
  let at = versions.length;
  while (at > 0 && isNewer(versions[at - 1], version)) at -= 1;
  versions.splice(at, 0, version);
}

/** Removes one version for good. */
export function removeVersion(store: ObjectStore, version: ObjectVersion): void {
  const key = toByteString(version.key);
  const versions = store.versions.get(key);
  const at = versions?.indexOf(version) ?? -1;
  if (versions === undefined || at === -1) return;
  versions.splice(at, 1);
  giveBackBytes(store.budget, measureVersion(version));
  if (versions.length > 0) return;
  store.versions.delete(key);
  removeKey(store.keys, key);
}

/** @throws S3Error InsufficientStorage; the tags stay then. */
export function changeVersionTags(
  store: ObjectStore,
  version: ObjectVersion,
  tags: readonly Tag[],
  orderUs: number,
): void {
  takeBytes(store.budget, measureTags(tags) - measureTags(version.tags));
  version.tags = tags;
  version.tagsOrderUs = orderUs;
}

/** What is stored under a byte string that a cursor gave. */
export function readVersions(store: ObjectStore, key: string): readonly ObjectVersion[] {
  return store.versions.get(key) ?? [];
}

function measureVersion({ key, content, tags }: ObjectVersion): number {
  return versionOverheadBytes + key.length + (content?.body.length ?? 0) + measureTags(tags);
}

function isNewer(stored: ObjectVersion | undefined, added: ObjectVersion): boolean {
  if (stored === undefined) return false;
  if (stored.orderUs !== added.orderUs) return stored.orderUs > added.orderUs;
  return stored.versionId > added.versionId;
}
