import { answerXml } from '../answer.ts';
import { readCount, readListParameters } from '../list-parameters.ts';
import { listUploads } from '../list-uploads.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import type { Operation } from '../operation.ts';
import { readQuery } from '../parse-request.ts';
import { findBucket } from '../region-state.ts';
import type { XmlFields } from '../write-xml.ts';
import { describePrefixes, owner } from './list-bucket.ts';

export const listMultipartUploads: Operation = {
  body: 'none',
  parameters: ['uploads', 'prefix', 'delimiter', 'max-uploads', 'encoding-type', 'key-marker', 'upload-id-marker'],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    const parameters = readListParameters(request);
    const { prefix, delimiter, encodingType, encode } = parameters;
    const maxKeys = readCount(request, 'max-uploads');
    const after = readQuery(request, 'key-marker') ?? '';
    // Means nothing without a key.
    const uploadIdMarker = after === '' ? '' : (readQuery(request, 'upload-id-marker') ?? '');
    const page = listUploads(bucket.uploads.values(), { prefix, delimiter, after, maxKeys }, uploadIdMarker || null);
    return answerXml('ListMultipartUploadsResult', {
      Bucket: bucket.name,
      KeyMarker: encode(after),
      UploadIdMarker: uploadIdMarker,
      NextKeyMarker: page.isTruncated ? encode(page.last) : undefined,
      NextUploadIdMarker: page.isTruncated ? page.lastEntry?.uploadId : undefined,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: encodingType,
      MaxUploads: maxKeys,
      IsTruncated: page.isTruncated,
      Upload: page.entries.map((upload) => describeUpload(upload, encode)),
      CommonPrefixes: describePrefixes(page.commonPrefixes, encode),
    });
  },
};

function describeUpload(
  { key, uploadId, checksum, createdMs }: MultipartUpload,
  encode: (text: string) => string,
): XmlFields {
  return {
    Key: encode(key),
    UploadId: uploadId,
    Initiator: owner,
    Owner: owner,
    StorageClass: 'STANDARD',
    Initiated: new Date(createdMs).toISOString(),
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
  };
}
