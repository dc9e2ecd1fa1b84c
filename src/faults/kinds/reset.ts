import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';

export const reset = defineRequestFault({
  kind: 'reset',
  summary: 'The connection is reset (TCP RST).',
  parameters: z.strictObject({
    /**
     * `accept`: before a request is read, on new and on kept-alive connections; `request`: once the request's head is
     * read, and nothing is carried out; `response`: in place of the answer to a request that was carried out.
     */
    when: z.enum(['accept', 'request', 'response']).default('request'),
  }),
  cutsConnections: ({ when }) => when === 'accept',
  async apply(exchange, { when }) {
    if (when === 'response') await exchange.commit();
    exchange.cut();
  },
});
