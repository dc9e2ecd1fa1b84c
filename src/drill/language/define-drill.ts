import type { DrillDefinition } from './drill-definition.ts';

/** Marks a drill, so that the loader can tell one from any other value. A plain key, because it must survive a clone. */
export const drillTag = '$s3drill';
export const drillTagValue = 'drill@1';

export type DefinedDrill<Region extends string> = DrillDefinition<Region> & {
  readonly [drillTag]: typeof drillTagValue;
};

/**
 * A drill, for `export default`. The names of `regions` are inferred, so that a misspelt one is a type error wherever
 * it is used; all else is checked when `s3drill` loads the file.
 */
export function defineDrill<const Region extends string>(drill: DrillDefinition<Region>): DefinedDrill<Region> {
  return { ...drill, [drillTag]: drillTagValue };
}
