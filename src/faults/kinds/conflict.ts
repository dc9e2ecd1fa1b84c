import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const conflict = defineRequestFault({
  kind: 'conflict',
  summary:
    'Conditional writes are answered 409 ConditionalRequestConflict, as if another write to the key were under way.',
  parameters: z.strictObject({}),
  requests: ['PutObject', 'CopyObject', 'DeleteObject', 'CompleteMultipartUpload'],
  matchesHeaders: (headers) => headers['if-match'] !== undefined || headers['if-none-match'] !== undefined,
  apply(exchange) {
    return exchange.answer(
      buildS3Error({
        status: 409,
        code: 'ConditionalRequestConflict',
        message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
      }),
    );
  },
});
