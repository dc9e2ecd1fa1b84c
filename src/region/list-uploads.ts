import { fromByteString, toByteString } from './byte-order.ts';
import type { ListPage, ListRange } from './list-objects.ts';
import type { MultipartUpload } from './multipart-upload.ts';

/**
 * Uploads under way, by key and within a key the oldest first.
 * @param all in the order in which they were created
 * @param uploadIdAfter with `after` a key: go on after this upload of it; null: go on after the key
 */
export function listUploads(
  all: Iterable<MultipartUpload>,
  range: ListRange,
  uploadIdAfter: string | null,
): ListPage<MultipartUpload> {
  const prefix = toByteString(range.prefix);
  const delimiter = toByteString(range.delimiter);
  const after = toByteString(range.after);
  const sorted = [...all]
    .map((upload) => ({ upload, key: toByteString(upload.key) }))
    .filter(({ key }) => key.startsWith(prefix) && (key > after || (key === after && uploadIdAfter !== null)))
    .sort((left, right) => (left.key === right.key ? 0 : left.key < right.key ? -1 : 1));
  // Ended since the last page: then all that is left of the key comes after it. Better twice than never.
  const fromAt = sorted.findIndex(({ upload, key }) => key === after && upload.uploadId === uploadIdAfter) + 1;

  const entries: MultipartUpload[] = [];
  const commonPrefixes: string[] = [];
  let last = '';
  let lastEntry: MultipartUpload | null = null;
  const finish = (isTruncated: boolean) => {
    return {
      entries,
      commonPrefixes: commonPrefixes.map(fromByteString),
      isTruncated,
      last: fromByteString(last),
      lastEntry,
    };
  };
  for (const { upload, key } of sorted.slice(fromAt)) {
    const endAt = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = endAt === -1 ? null : key.slice(0, endAt + delimiter.length);
    if (common !== null && (common <= after || common === commonPrefixes.at(-1))) continue;
    if (entries.length + commonPrefixes.length === range.maxKeys) return finish(range.maxKeys > 0);
    if (common === null) entries.push(upload);
    else commonPrefixes.push(common);
    last = common ?? key;
    lastEntry = common === null ? upload : null;
  }
  return finish(false);
}
