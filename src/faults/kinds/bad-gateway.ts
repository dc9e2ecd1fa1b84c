import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';
import { buildMiddleboxError } from '../middlebox-error.ts';

export const badGateway = defineRequestFault({
  kind: 'badGateway',
  summary: 'A middlebox answers 502: it got no valid answer from the region.',
  parameters: z.strictObject({}),
  apply: (exchange) => exchange.answer(buildMiddleboxError(502)),
});
