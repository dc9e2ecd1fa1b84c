import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildMiddleboxError } from '../middlebox-error.ts';
import { describeRetryAfter, retryAfterSchema } from '../retry-after.ts';

export const tooManyRequests = defineRequestFault({
  kind: 'tooManyRequests',
  summary: 'A middlebox answers 429: the caller has used up its quota there, whatever the health of the region.',
  parameters: z.strictObject({ retryAfter: retryAfterSchema }),
  apply(exchange, { retryAfter }) {
    return exchange.answer(buildMiddleboxError(429, describeRetryAfter(retryAfter)));
  },
});
