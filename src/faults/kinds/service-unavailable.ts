import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { defineFaultKind } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const serviceUnavailable = defineFaultKind({
  kind: 'serviceUnavailable',
  summary: 'The region answers 503 ServiceUnavailable.',
  parameters: z.strictObject({
    /** Sent as `retry-after`, rounded up to whole seconds; absent: no such header. */
    retryAfter: durationSchema.optional(),
  }),
  apply(exchange, { retryAfter }) {
    return exchange.answer(
      buildS3Error({
        status: 503,
        code: 'ServiceUnavailable',
        message: 'Service is unable to handle request.',
        ...(retryAfter !== undefined && { headers: { 'retry-after': String(Math.ceil(retryAfter / 1000)) } }),
      }),
    );
  },
});
