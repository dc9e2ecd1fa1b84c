import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const slowDown = defineRequestFault({
  kind: 'slowDown',
  summary: 'The region answers 503 SlowDown: it throttles the client.',
  parameters: z.strictObject({
    /**
     * Serves so many matching requests per second under each prefix (the key up to its last slash) and refuses only the
     * excess, as S3 does from some 3,500 writes or 5,500 reads on. In place of `probability` and `first`.
     */
    perPrefixPerSecond: z.number().positive().optional(),
  }),
  sparedPerPrefixPerSecond: ({ perPrefixPerSecond }) => perPrefixPerSecond,
  apply(exchange) {
    return exchange.answer(
      buildS3Error({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' }),
    );
  },
});
