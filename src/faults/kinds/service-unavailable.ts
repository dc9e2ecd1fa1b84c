import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { describeRetryAfter, retryAfterSchema } from '../retry-after.ts';
import { buildS3Error } from '../s3-error.ts';

export const serviceUnavailable = defineRequestFault({
  kind: 'serviceUnavailable',
  summary: 'The region answers 503 ServiceUnavailable.',
  parameters: z.strictObject({ retryAfter: retryAfterSchema }),
  apply(exchange, { retryAfter }) {
    return exchange.answer(
      buildS3Error({
        status: 503,
        code: 'ServiceUnavailable',
        message: 'Service is unable to handle request.',
        headers: describeRetryAfter(retryAfter),
      }),
    );
  },
});
