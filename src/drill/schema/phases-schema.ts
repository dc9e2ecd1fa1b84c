import { z } from 'zod';
import { positiveDurationSchema } from './positive-duration-schema.ts';

export const phasesSchema = z
  .strictObject({
    steady: positiveDurationSchema.prefault('10s').describe("Default '10s'."),
    fault: positiveDurationSchema.prefault('15s').describe("Default '15s'."),
    recovery: positiveDurationSchema.prefault('15s').describe("Default '15s'."),
  })
  .prefault({});
