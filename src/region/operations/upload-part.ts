import { hash } from 'node:crypto';
import { answerEmpty, answerXml } from '../answer.ts';
import { checkDigests } from '../check-digests.ts';
import { type Checksum, computeChecksum } from '../checksums.ts';
import { findCopySource } from '../copy-source.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { findUpload, putPart, readPartNumber } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';
import { S3Error } from '../s3-error.ts';
import { encryptionHeaders } from '../stored-headers.ts';
import { describeChecksumElements } from './copy-object.ts';
import { describeChecksum } from './put-object.ts';

const parameters = ['partNumber', 'uploadId'];

export const uploadPart: Operation = {
  body: 'object',
  parameters,
  run({ region, request, payload }) {
    const partNumber = readPartNumber(request);
    const { upload } = findUpload(region, request);
    const sent = checkDigests(request.headers, payload.trailers, payload.body);
    const checksum = settleChecksum(upload, sent, payload.body);
    const part = createPart(payload.body, checksum);
    putPart(region.budget, upload, partNumber, part);
    return answerEmpty(200, { etag: part.etag, ...encryptionHeaders, ...describeChecksum(checksum) });
  },
};

export const uploadPartCopy: Operation = {
  body: 'none',
  parameters,
  run({ region, request }) {
    const partNumber = readPartNumber(request);
    const { upload } = findUpload(region, request);
    const source = findCopySource(region, request.headers);
    const body = cutRange(source.content.body, request.headers['x-amz-copy-source-range']);
    const algorithm = upload.checksum?.algorithm;
    const checksum = algorithm === undefined ? null : computeChecksum(algorithm, body);
    const part = createPart(body, checksum);
    putPart(region.budget, upload, partNumber, part);
    return answerXml(
      'CopyPartResult',
      {
        LastModified: new Date(part.modifiedMs).toISOString(),
        ETag: part.etag,
        ...describeChecksumElements(checksum),
        ChecksumType: undefined,
      },
      { 'x-amz-copy-source-version-id': source.version.versionId, ...encryptionHeaders },
    );
  },
};

function createPart(body: Buffer, checksum: Checksum | null): UploadedPart {
  return { body, etag: `"${hash('md5', body)}"`, checksum, modifiedMs: Math.floor(Date.now() / 1000) * 1000 };
}

/** A composite checksum is made of the parts' own, so each part must come with one of that algorithm. */
function settleChecksum({ checksum: expected }: MultipartUpload, sent: Checksum | null, body: Buffer): Checksum | null {
  if (expected === null || sent?.algorithm === expected.algorithm) return sent;
  if (sent === null && expected.type === 'FULL_OBJECT') return computeChecksum(expected.algorithm, body);
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected.algorithm}, actual checksum Type: ${sent?.algorithm ?? 'null'}`;
  throw new S3Error('InvalidRequest', { message });
}

/** Unlike a Range header this one must be whole and lie inside the source. */
function cutRange(body: Buffer, range: string | undefined): Buffer {
  if (range === undefined) return body;
  const match = /^bytes=(\d+)-(\d+)$/.exec(range);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (match === null || to < from) {
    const message =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    throw new S3Error('InvalidArgument', { message });
  }
  if (to >= body.length) {
    const message = `Range specified is not valid for source object of size: ${body.length}`;
    throw new S3Error('InvalidArgument', { message });
  }
  return body.subarray(from, to + 1);
}
