import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { defineRequestFault } from '../fault-kind.ts';
import { createRequestIds, describeS3Answer, writeErrorElement, xmlDeclaration } from '../s3-error.ts';

export const errorIn200 = defineRequestFault({
  kind: 'errorIn200',
  summary:
    'The region answers CopyObject and CompleteMultipartUpload with 200 before it has done the work, and then with InternalError in the body; nothing is carried out.',
  parameters: z.strictObject({
    /** From the head of the answer to the error in it. */
    after: durationSchema.default(300),
    /** How often white space keeps the connection alive until then. */
    keepAlive: durationSchema.refine((ms) => ms >= 1, { error: 'keepAlive must be at least 1 ms' }).default(100),
  }),
  requests: ['CopyObject', 'CompleteMultipartUpload'],
  async apply(exchange, { after, keepAlive }) {
    const ids = createRequestIds();
    await exchange.begin(200, describeS3Answer(ids));
    // The declaration goes first: nothing may stand before it.
    exchange.write(xmlDeclaration);
    for (let leftMs = after; leftMs > 0; leftMs -= keepAlive) {
      const hasWaited = await exchange.delay(Math.min(leftMs, keepAlive));
      if (!hasWaited) break;
      exchange.write(' ');
    }
    await exchange.end(writeErrorElement('InternalError', 'We encountered an internal error. Please try again.', ids));
  },
});
