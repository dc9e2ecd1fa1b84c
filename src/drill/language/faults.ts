import type { FaultKindName, FaultParameters } from '../../faults/catalogue.ts';
import type { Duration } from '../../shared/duration.ts';
import type { RequestName } from '../../shared/operations.ts';

/** What every fault kind understands, beside its own parameters. */
export interface FaultOptions<Region extends string> {
  region: Region;
  /** When it starts, from the start of the fault phase. Default 0. */
  at?: Duration | undefined;
  /** How long it lasts. Default: the rest of the fault phase. */
  for?: Duration | undefined;
  /** Only these requests; a multipart upload is made of several. Default: all. */
  operations?: readonly RequestName[] | undefined;
  /**
   * Only keys that start so, below the run's own prefix: `'seeded/'` is what it reads, `'written/'` what it writes.
   * Default: all.
   */
  prefix?: string | undefined;
  /** Share of the matching requests that is faulted, above 0, up to 1. Default: all. */
  probability?: number | undefined;
  /** Only so many of the matching requests, the first ones. Default: no bound. */
  first?: number | undefined;
}

export interface DrillFault<Region extends string> extends FaultOptions<Region> {
  kind: FaultKindName;
}

/** zod infers `Record<string, never>` for a kind without parameters, which would forbid the common options too. */
type OwnParameters<Kind extends FaultKindName> = string extends keyof FaultParameters<Kind>
  ? unknown
  : FaultParameters<Kind>;

type Faults = {
  readonly [Kind in FaultKindName]: <const Region extends string>(
    options: FaultOptions<Region> & OwnParameters<Kind>,
  ) => DrillFault<Region>;
};

/**
 * What breaks, one function per kind of the fault catalogue. Only the catalogue's types are used here: a drill loads
 * without it, and a kind that does not exist reaches the check, which names the nearest.
 */
export const faults = new Proxy({} as Faults, {
  get: (_, kind) => (typeof kind === 'string' ? (options: object) => ({ ...options, kind }) : undefined),
});
