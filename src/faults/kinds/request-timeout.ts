import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildS3Error } from '../s3-error.ts';

export const requestTimeout = defineRequestFault({
  kind: 'requestTimeout',
  summary: 'The region answers 400 RequestTimeout, as if the upload had stalled, and closes the connection.',
  parameters: z.strictObject({}),
  apply(exchange) {
    return exchange.answer(
      buildS3Error({
        status: 400,
        code: 'RequestTimeout',
        message:
          'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
        headers: { connection: 'close' },
      }),
    );
  },
});
