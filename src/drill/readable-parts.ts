import type { Drill } from './drill-schema.ts';

/**
 * The parts of a drill that could be read: checks across parts run on what there is, so that one misspelt name does not
 * hide what else is wrong. Entries of lists and maps keep their places.
 */
export type ReadableParts = {
  [Key in keyof Drill]:
    | (Drill[Key] extends (infer Entry)[]
        ? (Entry | undefined)[]
        : Key extends 'workloads' | 'variants'
          ? Record<string, Drill[Key][keyof Drill[Key]] | undefined>
          : Drill[Key])
    | undefined;
};
