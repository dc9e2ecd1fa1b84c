import { z } from 'zod';

/** `false` is how a drill says that there is none; checked, it is null. */
export function orOff<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === false ? null : value), schema.nullable());
}
