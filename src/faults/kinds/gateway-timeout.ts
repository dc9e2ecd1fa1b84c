import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { defineRequestFault } from '../fault-kind.ts';
import { buildMiddleboxError } from '../middlebox-error.ts';

export const gatewayTimeout = defineRequestFault({
  kind: 'gatewayTimeout',
  summary: 'A middlebox answers 504: it has waited too long for the region, which may have carried out the request.',
  parameters: z.strictObject({
    /** How long it waits. */
    after: durationSchema.default(0),
    /** Whether the region has carried out the request, and only its answer was lost. */
    applies: z.boolean().default(false),
  }),
  async apply(exchange, { after, applies }) {
    if (applies) await exchange.commit();
    const hasWaited = await exchange.delay(after);
    // Reverted while it waited: what the region has not seen yet now goes on to it.
    if (hasWaited || applies) await exchange.answer(buildMiddleboxError(504));
  },
});
