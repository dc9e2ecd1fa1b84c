import { hash } from 'node:crypto';
import { answerXml } from '../answer.ts';
import { readChecksumAlgorithm } from '../check-digests.ts';
import { type Checksum, type ChecksumAlgorithm, computeChecksum, nameChecksumElement } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { type CopySource, findCopySource } from '../copy-source.ts';
import { findCurrent } from '../object-store.ts';
import type { Operation } from '../operation.ts';
import type { RequestHeaders, S3Request } from '../parse-request.ts';
import { readTagsHeader } from '../read-tags.ts';
import { findBucket, readModifiedMs, writeVersion } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import { encryptionHeaders, readStoredHeaders } from '../stored-headers.ts';
import type { XmlFields } from '../write-xml.ts';

export const copyObject: Operation = {
  body: 'none',
  parameters: [],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    const algorithm = readChecksumAlgorithm(request.headers);
    const source = findCopySource(region, request.headers);
    const replaces = readsReplace(request.headers, 'metadata');
    const replacesTags = readsReplace(request.headers, 'tagging');
    checkNotOntoItself(source, request, replaces);
    checkWriteConditions(request.headers, findCurrent(bucket.store, request.key));
    const own = readStoredHeaders(request.headers);
    const tags = replacesTags ? readTagsHeader(request.headers) : source.version.tags;
    const { body, headers: sourceHeaders } = source.content;
    const headers = replaces ? own : sourceHeaders;
    const checksum = chooseChecksum(source, algorithm);
    // A copy is one object of one part, whatever its source was.
    const etag = source.content.parts === null ? source.content.etag : `"${hash('md5', body)}"`;
    const content = { body, etag, headers, checksum, parts: null };
    const version = writeVersion(region, bucket, request.key, content, tags);
    return answerXml(
      'CopyObjectResult',
      {
        LastModified: new Date(readModifiedMs(version)).toISOString(),
        ETag: etag,
        ...describeChecksumElements(checksum),
      },
      {
        'x-amz-version-id': version.versionId,
        'x-amz-copy-source-version-id': source.version.versionId,
        ...encryptionHeaders,
      },
    );
  },
};

/** A checksum as elements of a document; none when there is none. */
export function describeChecksumElements(checksum: Checksum | null): XmlFields {
  if (checksum === null) return {};
  return { [nameChecksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type };
}

/** Whether a copy is to have its own metadata or tags instead of its source's. */
function readsReplace(headers: RequestHeaders, subject: 'metadata' | 'tagging'): boolean {
  const name = `x-amz-${subject}-directive`;
  const directive = headers[name] ?? 'COPY';
  if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE';
  throw new S3Error('InvalidArgument', {
    message: `Unknown ${subject} directive.`,
    elements: { ArgumentName: name, ArgumentValue: directive },
  });
}

function checkNotOntoItself(source: CopySource, request: S3Request, replaces: boolean): void {
  const isSame = source.bucket === request.bucket && source.version.key === request.key;
  if (!isSame || source.isVersioned || replaces) return;
  throw new S3Error('InvalidRequest', {
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  });
}

/** The one asked for, else the source's own, which still holds unless it was made of the parts' checksums. */
function chooseChecksum(source: CopySource, asked: ChecksumAlgorithm | undefined): Checksum | null {
  const { checksum, body } = source.content;
  const algorithm = asked ?? (checksum?.type === 'COMPOSITE' ? checksum.algorithm : undefined);
  return algorithm === undefined ? checksum : computeChecksum(algorithm, body);
}
