import { z } from 'zod';
import { defineFaultKind } from '../fault-kind.ts';

export const blackhole = defineFaultKind({
  kind: 'blackhole',
  summary: 'Connections are accepted and requests never answered; those still waiting at the revert are reset.',
  parameters: z.strictObject({}),
  async apply(exchange) {
    await exchange.waitForRevert();
    exchange.cut();
  },
});
