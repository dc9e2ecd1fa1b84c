import type { Duration } from '../../shared/duration.ts';

/** A region of our own, in memory, on loopback; `Source` is the name of the region it replicates from. */
export interface EmbeddedRegion<Source extends string> {
  upstream: 'embedded';
  replicatesFrom?: Source | undefined;
  lag?: Duration | undefined;
}

/**
 * @param options `replicatesFrom`: region whose writes arrive here too; `lag`: how much later, default `'500ms'`
 */
export function embedded<const Source extends string = never>(
  options: { replicatesFrom?: Source | undefined; lag?: Duration | undefined } = {},
): EmbeddedRegion<Source> {
  return { upstream: 'embedded', ...options };
}
