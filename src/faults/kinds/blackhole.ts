import { z } from 'zod';
import { defineRequestFault } from '../fault-kind.ts';

export const blackhole = defineRequestFault({
  kind: 'blackhole',
  summary: 'Connections are accepted and requests never answered; those still waiting at the revert are reset.',
  parameters: z.strictObject({}),
  async apply(exchange) {
    await exchange.waitForRevert();
    exchange.cut();
  },
});
