import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const slowDown = defineRequestFault({
  kind: 'slowDown',
  summary: 'The region answers 503 SlowDown: it throttles the client.',
  parameters: z.strictObject({}),
  apply(exchange) {
    return exchange.answer(
      buildS3Error({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' }),
    );
  },
});
