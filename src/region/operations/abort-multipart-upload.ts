import { answerEmpty } from '../answer.ts';
import { findUpload, removeUpload } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';

export const abortMultipartUpload: Operation = {
  body: 'none',
  parameters: ['uploadId'],
  run({ region, request }) {
    const { bucket, upload } = findUpload(region, request);
    removeUpload(bucket, upload);
    return answerEmpty(204);
  },
};
