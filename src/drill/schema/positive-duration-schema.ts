import { durationSchema } from '../../shared/duration.ts';

/** A time that must not be empty, in ms. */
export const positiveDurationSchema = durationSchema.refine((ms) => ms !== 0, { error: 'must be longer than 0' });
