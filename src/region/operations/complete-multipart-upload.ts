import { hash } from 'node:crypto';
import { type Answer, answerXml } from '../answer.ts';
import { type Checksum, composeChecksum, computeChecksum, nameChecksumHeader } from '../checksums.ts';
import { type ChosenPart, chooseParts } from '../choose-parts.ts';
import { checkWriteConditions } from '../conditions.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { findCompleted, findUpload, rememberCompleted, removeUpload } from '../multipart-uploads.ts';
import { findCurrent, type ObjectContent } from '../object-store.ts';
import type { Operation } from '../operation.ts';
import type { RequestHeaders, S3Request } from '../parse-request.ts';
import { readXml } from '../read-xml.ts';
import { writeVersion } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import type { StoredObject } from '../select-version.ts';
import { encryptionHeaders } from '../stored-headers.ts';
import { describeChecksumElements } from './copy-object.ts';

export const completeMultipartUpload: Operation = {
  body: 'document',
  parameters: ['uploadId'],
  run({ region, request, payload }) {
    const repeated = findCompleted(region, request);
    if (repeated !== undefined) return describeCompletion(request, repeated);
    const { bucket, upload } = findUpload(region, request);
    checkType(upload, request.headers);
    const chosen = chooseParts(upload, readXml(payload.body, 'CompleteMultipartUpload'));
    const content = assembleContent(upload, chosen);
    checkWhole(content, request.headers);
    checkWriteConditions(request.headers, findCurrent(bucket.store, request.key));
    // Parts hold at least what the object will, overhead included: there is room for it once they are gone.
    removeUpload(bucket, upload);
    const version = writeVersion(region, bucket, upload.key, content, upload.tags);
    rememberCompleted(bucket, upload, version);
    return describeCompletion(request, { version, content });
  },
};

function describeCompletion(request: S3Request, { version, content }: StoredObject): Answer {
  return answerXml(
    'CompleteMultipartUploadResult',
    {
      Location: `http://${request.headers.host}${request.wirePath}`,
      Bucket: request.bucket,
      Key: request.key,
      ETag: content.etag,
      ...describeChecksumElements(content.checksum),
    },
    { 'x-amz-version-id': version.versionId, ...encryptionHeaders },
  );
}

function checkType({ checksum }: MultipartUpload, headers: RequestHeaders): void {
  const type = headers['x-amz-checksum-type'];
  if (type === undefined || checksum === null || type === checksum.type) return;
  const message = `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`;
  throw new S3Error('InvalidRequest', { message });
}

function assembleContent(upload: MultipartUpload, chosen: readonly ChosenPart[]): ObjectContent {
  const body = Buffer.concat(chosen.map((part) => part.body));
  const digests = Buffer.concat(chosen.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return {
    body,
    etag: `"${hash('md5', digests)}-${chosen.length}"`,
    headers: upload.headers,
    checksum: sumUp(upload, chosen, body),
    parts: chosen.map((part) => ({
      partNumber: part.partNumber,
      sizeBytes: part.body.length,
      checksum: part.checksum?.value ?? null,
    })),
  };
}

function sumUp({ checksum }: MultipartUpload, chosen: readonly ChosenPart[], body: Buffer): Checksum | null {
  if (checksum === null) return null;
  if (checksum.type === 'FULL_OBJECT') return computeChecksum(checksum.algorithm, body);
  const values = chosen.flatMap((part) => part.checksum?.value ?? []);
  return composeChecksum(checksum.algorithm, values);
}

/** What the caller says of the whole object. */
function checkWhole({ body, checksum }: ObjectContent, headers: RequestHeaders): void {
  const size = headers['x-amz-mp-object-size'];
  if (size !== undefined && Number(size) !== body.length) {
    const message = `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${body.length}`;
    throw new S3Error('InvalidRequest', { message });
  }
  if (checksum === null) return;
  const expected = headers[nameChecksumHeader(checksum.algorithm)];
  if (expected === undefined || expected === checksum.value) return;
  const message = `The ${checksum.algorithm} you specified did not match the calculated checksum.`;
  throw new S3Error('BadDigest', { message });
}
