import type { DrillDefinition } from './drill-definition.ts';

/** Marks a drill, so that the loader can tell one from any other value. A plain key, because it must survive a clone. */
export const drillTag = '$s3drill';
export const drillTagValue = 'drill@1';

export type DefinedDrill<
  Region extends string,
  WorkloadName extends string = never,
  Variant extends string = never,
> = DrillDefinition<Region, WorkloadName, Variant> & {
  readonly [drillTag]: typeof drillTagValue;
};

/**
 * A drill, for `export default`. The names of `regions`, `workloads` and `variants` are inferred, so that a misspelt one is a
 * type error wherever it is used; all else is checked when `s3drill` loads the file.
 */
export function defineDrill<
  const Region extends string,
  const WorkloadName extends string = never,
  const Variant extends string = never,
>(drill: DrillDefinition<Region, WorkloadName, Variant>): DefinedDrill<Region, WorkloadName, Variant> {
  return { ...drill, [drillTag]: drillTagValue };
}
