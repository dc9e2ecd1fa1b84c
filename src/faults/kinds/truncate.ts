import { z } from 'zod';
import { defineAnswerFault } from '../fault-kind.ts';

export const truncate = defineAnswerFault({
  kind: 'truncate',
  summary: 'The region promises a whole body, sends the beginning of it and closes the connection.',
  parameters: z.strictObject({
    /** Bytes of the body that still arrive; of a shorter one, all but the last. */
    afterBytes: z.int().min(0).default(1024),
  }),
  requests: [
    'GetObject',
    'ListObjectsV2',
    'CopyObject',
    'DeleteObjects',
    'CreateMultipartUpload',
    'CompleteMultipartUpload',
    'GetObjectTagging',
  ],
  spoil(answer, { afterBytes }) {
    const body = Buffer.from(answer.body);
    if (body.length === 0) return null;
    return { ...answer, body: body.subarray(0, Math.min(afterBytes, body.length - 1)), endsEarly: true };
  },
});
