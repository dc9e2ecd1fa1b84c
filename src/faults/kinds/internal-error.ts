import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const internalError = defineRequestFault({
  kind: 'internalError',
  summary: 'The region answers 500 InternalError, before or after it has carried out the request.',
  parameters: z.strictObject({
    /** `after-commit`: a PutObject stores its object and still fails. */
    when: z.enum(['before-commit', 'after-commit']).default('before-commit'),
  }),
  async apply(exchange, { when }) {
    if (when === 'after-commit') await exchange.commit();
    await exchange.answer(
      buildS3Error({
        status: 500,
        code: 'InternalError',
        message: 'We encountered an internal error. Please try again.',
      }),
    );
  },
});
