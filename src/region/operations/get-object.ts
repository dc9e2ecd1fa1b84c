import { type Answer, answerEmpty } from '../answer.ts';
import { type Checksum, computeChecksum } from '../checksums.ts';
import { weighReadConditions } from '../conditions.ts';
import { readPartNumber } from '../multipart-uploads.ts';
import type { ObjectContent } from '../object-store.ts';
import type { Operation, OperationInput } from '../operation.ts';
import { readQuery, type S3Request } from '../parse-request.ts';
import { type ByteRange, parseRange } from '../ranges.ts';
import { findBucket, readModifiedMs } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import { type StoredObject, selectVersion } from '../select-version.ts';
import { encryptionHeaders } from '../stored-headers.ts';
import { describeChecksum } from './put-object.ts';

/** Parameters that replace headers of the answer, so that a presigned link can name its download. */
const overrides = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
} as const;

/** GetObject; HeadObject is the same, sent without its body. */
export const getObject: Operation = {
  body: 'none',
  parameters: ['versionId', 'partNumber', ...Object.keys(overrides)],
  run: readObject,
};

function readObject({ region, request }: OperationInput): Answer {
  const { store } = findBucket(region, request.bucket);
  const partNumber = readQuery(request, 'partNumber') === undefined ? undefined : readPartNumber(request);
  const found = selectVersion(store, request.key, readQuery(request, 'versionId'));
  const { content, version } = found;
  const modifiedMs = readModifiedMs(version);
  const verdict = weighReadConditions(request.headers, '', content.etag, modifiedMs);
  const headers = describeObject(found, request, modifiedMs);
  if (verdict === 'not-modified') return answerEmpty(304, headers);

  const range =
    partNumber === undefined
      ? parseRange(request.headers.range, content.body.length)
      : findPart(content, partNumber, request.headers.range, headers);
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  if (range === null) {
    if (wantsChecksum) Object.assign(headers, describeChecksum(ensureChecksum(content)));
    return { status: 200, headers, body: content.body };
  }
  headers['content-range'] = `bytes ${range.from}-${range.to}/${content.body.length}`;
  return { status: 206, headers, body: content.body.subarray(range.from, range.to + 1) };
}

/** The checksum that was sent with the object, else S3's own default, computed the first time it is asked for. */
export function ensureChecksum(content: ObjectContent): Checksum {
  content.checksum ??= computeChecksum('CRC64NVME', content.body);
  return content.checksum;
}

function describeObject(
  { version, content }: StoredObject,
  request: S3Request,
  modifiedMs: number,
): Record<string, string> {
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'last-modified': new Date(modifiedMs).toUTCString(),
    etag: content.etag,
    'x-amz-version-id': version.versionId,
    ...encryptionHeaders,
    ...content.headers,
  };
  if (version.tags.length > 0) headers['x-amz-tagging-count'] = String(version.tags.length);
  if (version.replication !== null) headers['x-amz-replication-status'] = version.replication;
  for (const [name, value] of request.query) {
    if (Object.hasOwn(overrides, name)) headers[overrides[name as keyof typeof overrides]] = value;
  }
  return headers;
}

/** The bytes of one part of a multipart upload; any other object is one part. */
function findPart(
  { parts, body }: ObjectContent,
  partNumber: number,
  rangeHeader: string | undefined,
  headers: Record<string, string>,
): ByteRange | null {
  if (rangeHeader !== undefined) {
    throw new S3Error('InvalidRequest', { message: 'Cannot specify both Range header and partNumber query parameter' });
  }
  const sizes = parts?.map((part) => part.sizeBytes) ?? [body.length];
  const index = partNumber - 1;
  const sizeBytes = sizes[index];
  if (sizeBytes === undefined) throw new S3Error('InvalidPartNumber');
  if (parts !== null) headers['x-amz-mp-parts-count'] = String(parts.length);
  if (body.length === 0) return null;
  const from = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
  return { from, to: from + sizeBytes - 1 };
}
