import { durationSchema } from '../shared/duration.ts';

/** How long clients are asked to wait; absent: they are not told. */
export const retryAfterSchema = durationSchema.optional();

/** The header that says so: in whole seconds, rounded up. */
export function describeRetryAfter(retryAfterMs: number | undefined): Record<string, string> {
  return retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
}
