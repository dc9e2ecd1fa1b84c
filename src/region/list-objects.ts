import { endOfPrefix, fromByteString, toByteString } from './byte-order.ts';
import { type ObjectStore, type ObjectVersion, readVersions } from './object-store.ts';
import { openCursor } from './sorted-keys.ts';

/** Which part of a bucket to list. Empty strings mean: none. */
export interface ListRange {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes up to and including this one are left out. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface ListPage<Entry> {
  readonly entries: readonly Entry[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
  /** Last key or common prefix of the page; '' when it is empty. */
  readonly last: string;
  /** The entry that `last` names; null when it is a common prefix. */
  readonly lastEntry: Entry | null;
}

/** Current objects by key; keys hidden by a delete marker don't show. */
export function listObjects(store: ObjectStore, range: ListRange): ListPage<ObjectVersion> {
  return listEntries(store, range, false, (versions) => {
    const current = versions.at(-1);
    return current === undefined || current.content === null ? [] : [current];
  });
}

/**
 * All versions and delete markers by key, the newest first.
 * @param versionIdAfter with `after` a key: go on after this version of it; null: go on after the key
 */
export function listVersions(
  store: ObjectStore,
  range: ListRange,
  versionIdAfter: string | null,
): ListPage<ObjectVersion> {
  const after = toByteString(range.after);
  return listEntries(store, range, versionIdAfter !== null, (versions, key) => {
    const newestFirst = versions.toReversed();
    if (versionIdAfter === null || key !== after) return newestFirst;
    // Deleted since the last page: then all that is left of the key comes after it. Better twice than never.
    return newestFirst.slice(newestFirst.findIndex(({ versionId }) => versionId === versionIdAfter) + 1);
  });
}

function listEntries(
  store: ObjectStore,
  range: ListRange,
  includesAfter: boolean,
  select: (versions: readonly ObjectVersion[], key: string) => readonly ObjectVersion[],
): ListPage<ObjectVersion> {
  const prefix = toByteString(range.prefix);
  const delimiter = toByteString(range.delimiter);
  const after = toByteString(range.after);
  const entries: ObjectVersion[] = [];
  const commonPrefixes: string[] = [];
  let last = '';
  let lastEntry: ObjectVersion | null = null;
  const isFull = () => entries.length + commonPrefixes.length === range.maxKeys;
  const finish = (isTruncated: boolean) => {
    return { entries, commonPrefixes, isTruncated, last: fromByteString(last), lastEntry };
  };
  if (range.maxKeys === 0) return finish(false);

  const cursor = openCursor(store.keys, maxString(prefix, after));
  let key = cursor.next();
  while (key?.startsWith(prefix)) {
    const commonPrefix = findCommonPrefix(key, prefix.length, delimiter);
    if (commonPrefix === null) {
      const isPast = key === after && !includesAfter;
      for (const entry of isPast ? [] : select(readVersions(store, key), key)) {
        if (isFull()) return finish(true);
        entries.push(entry);
        last = key;
        lastEntry = entry;
      }
    } else if (commonPrefix <= after) {
      cursor.seek(endOfPrefix(commonPrefix));
    } else if (select(readVersions(store, key), key).length > 0) {
      if (isFull()) return finish(true);
      commonPrefixes.push(fromByteString(commonPrefix));
      last = commonPrefix;
      lastEntry = null;
      cursor.seek(endOfPrefix(commonPrefix));
    }
    key = cursor.next();
  }
  return finish(false);
}

function maxString(left: string, right: string): string {
  return left < right ? right : left;
}

function findCommonPrefix(key: string, prefixLength: number, delimiter: string): string | null {
  if (delimiter === '') return null;
  const at = key.indexOf(delimiter, prefixLength);
  return at === -1 ? null : key.slice(0, at + delimiter.length);
}
