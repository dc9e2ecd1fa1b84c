import { hash } from 'node:crypto';
import { answerEmpty } from '../answer.ts';
import { checkDigests } from '../check-digests.ts';
import { type Checksum, nameChecksumHeader } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { findCurrent } from '../object-store.ts';
import type { Operation } from '../operation.ts';
import { readTagsHeader } from '../read-tags.ts';
import { findBucket, writeVersion } from '../region-state.ts';
import { encryptionHeaders, readStoredHeaders } from '../stored-headers.ts';

export const putObject: Operation = {
  body: 'object',
  parameters: [],
  run({ region, request, payload }) {
    const bucket = findBucket(region, request.bucket);
    const headers = readStoredHeaders(request.headers);
    const tags = readTagsHeader(request.headers);
    const { body } = payload;
    const checksum = checkDigests(request.headers, payload.trailers, body);
    checkWriteConditions(request.headers, findCurrent(bucket.store, request.key));
    const etag = `"${hash('md5', body)}"`;
    const content = { body, etag, headers, checksum, parts: null };
    const version = writeVersion(region, bucket, request.key, content, tags);
    return answerEmpty(200, {
      etag,
      'x-amz-version-id': version.versionId,
      ...encryptionHeaders,
      ...describeChecksum(checksum),
    });
  },
};

/** A checksum as response headers; none when there is none. */
export function describeChecksum(checksum: Checksum | null): Record<string, string> {
  if (checksum === null) return {};
  return { [nameChecksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
