import { z } from 'zod';
import { durationSchema } from '../../shared/duration.ts';
import { defineRequestFault } from '../fault-kind.ts';

export const latency = defineRequestFault({
  kind: 'latency',
  summary: 'The region takes up each request later.',
  parameters: z
    .strictObject({
      delay: durationSchema.default(200),
      /** `uniform`: the delay lies between `delay − jitter` and `delay + jitter`. */
      jitter: durationSchema.default(0),
      distribution: z.enum(['fixed', 'uniform']).default('uniform'),
    })
    .refine(({ delay, jitter }) => jitter <= delay, {
      error: 'jitter must not exceed delay: no request can be delayed by less than 0',
      path: ['jitter'],
    })
    .refine(({ distribution, jitter }) => distribution !== 'fixed' || jitter === 0, {
      error: "a 'fixed' delay has no jitter: leave it out, or choose distribution 'uniform'",
      path: ['jitter'],
    }),
  async apply(exchange, { delay, jitter }, random) {
    await exchange.delay(delay + jitter * (2 * random() - 1));
  },
});
