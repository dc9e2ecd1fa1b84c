import { answerXml } from '../answer.ts';
import { readChecksumAlgorithm } from '../check-digests.ts';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums.ts';
import { createId } from '../create-id.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { addUpload } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';
import type { RequestHeaders } from '../parse-request.ts';
import { readTagsHeader } from '../read-tags.ts';
import { findBucket } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import { encryptionHeaders, readStoredHeaders } from '../stored-headers.ts';

export const createMultipartUpload: Operation = {
  body: 'none',
  parameters: ['uploads'],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    const checksum = readUploadChecksum(request.headers);
    const headers = readStoredHeaders(request.headers);
    const tags = readTagsHeader(request.headers);
    const uploadId = createId();
    addUpload(bucket, { uploadId, key: request.key, createdMs: Date.now(), headers, tags, checksum, parts: new Map() });
    const described =
      checksum === null ? {} : { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type };
    return answerXml(
      'InitiateMultipartUploadResult',
      { Bucket: bucket.name, Key: request.key, UploadId: uploadId },
      { ...encryptionHeaders, ...described },
    );
  },
};

/** Only CRCs can be continued over parts, so only they can cover the full object; CRC64NVME always does. */
function readUploadChecksum(headers: RequestHeaders): MultipartUpload['checksum'] {
  const algorithm = readChecksumAlgorithm(headers);
  const type = headers['x-amz-checksum-type']?.toUpperCase();
  if (algorithm === undefined) {
    if (type === undefined) return null;
    const message = 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
    throw new S3Error('InvalidRequest', { message });
  }
  if (type !== undefined && type !== 'COMPOSITE' && type !== 'FULL_OBJECT') {
    throw new S3Error('InvalidRequest', { message: 'Value for x-amz-checksum-type header is invalid.' });
  }
  const chosen = type ?? chooseType(algorithm);
  const isPossible = chosen === 'FULL_OBJECT' ? algorithm.startsWith('CRC') : algorithm !== 'CRC64NVME';
  if (isPossible) return { algorithm, type: chosen };
  const message = `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`;
  throw new S3Error('InvalidRequest', { message });
}

function chooseType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}
