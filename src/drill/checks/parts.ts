import type { Drill } from '../drill-schema.ts';
import type { Problem } from '../problem.ts';

/**
 * The parts of a drill that could be read: checks across parts run on what there is, so that one misspelt name does not
 * hide what else is wrong. Entries of lists keep their places.
 */
export type ReadableParts = {
  [Key in keyof Drill]: (Drill[Key] extends (infer Entry)[] ? (Entry | undefined)[] : Drill[Key]) | undefined;
};

/** Looks at how parts fit together; says nothing where a part that it needs could not be read. */
export type Check = (parts: ReadableParts) => Problem[];

export function problemAt(path: string, message: string, suggestion: string | null = null): Problem {
  return { path, message, suggestion };
}
