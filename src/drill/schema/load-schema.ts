import { z } from 'zod';
import { rateSchema } from '../parse-rate.ts';

export const loadSchema = z
  .strictObject({
    kind: z.literal('constant'),
    rate: rateSchema.describe('Arrival rate over all clients.'),
    arrivals: z.enum(['poisson', 'uniform']).default('poisson').describe("Default 'poisson'."),
  })
  .prefault({ kind: 'constant', rate: '100/s' })
  .describe("Default: constant, '100/s'.");
