import { answerXml } from '../answer.ts';
import { nameChecksumElement } from '../checksums.ts';
import { readCount } from '../list-parameters.ts';
import { findUpload } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';
import { readQuery } from '../parse-request.ts';
import { S3Error } from '../s3-error.ts';
import { owner } from './list-bucket.ts';

export const listParts: Operation = {
  body: 'none',
  parameters: ['uploadId', 'max-parts', 'part-number-marker'],
  run({ region, request }) {
    const { bucket, upload } = findUpload(region, request);
    const marker = readQuery(request, 'part-number-marker') || '0';
    if (!/^\d{1,9}$/.test(marker)) {
      throw new S3Error('InvalidArgument', { message: 'Provided part-number-marker not an integer' });
    }
    const maxParts = readCount(request, 'max-parts');
    const following = [...upload.parts]
      .filter(([partNumber]) => partNumber > Number(marker))
      .sort(([left], [right]) => left - right);
    const page = following.slice(0, maxParts);
    const isTruncated = maxParts > 0 && following.length > page.length;
    return answerXml('ListPartsResult', {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      PartNumberMarker: Number(marker),
      NextPartNumberMarker: page.at(-1)?.[0],
      MaxParts: maxParts,
      IsTruncated: isTruncated,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
      Part: page.map(([partNumber, { body, etag, checksum, modifiedMs }]) => ({
        PartNumber: partNumber,
        LastModified: new Date(modifiedMs).toISOString(),
        ETag: etag,
        Size: body.length,
        ...(checksum === null ? {} : { [nameChecksumElement(checksum.algorithm)]: checksum.value }),
      })),
    });
  },
};
