import type { z } from 'zod';
import type { FaultKind } from './fault-kind.ts';
import { blackhole } from './kinds/blackhole.ts';
import { internalError } from './kinds/internal-error.ts';
import { latency } from './kinds/latency.ts';
import { reset } from './kinds/reset.ts';
import { serviceUnavailable } from './kinds/service-unavailable.ts';
import { slowDown } from './kinds/slow-down.ts';

/**
 * Every fault kind there is. The order is the order of precedence when several faults meet one request: delays first,
 * then what the network does, then what the region answers (see engine.ts).
 */
export const faultCatalogue = {
  latency,
  blackhole,
  reset,
  serviceUnavailable,
  slowDown,
  internalError,
} as const;

export type FaultKindName = keyof typeof faultCatalogue;

/** Parameters of a kind as an author writes them: durations as `'200ms'` or in ms, defaults left out. */
export type FaultParameters<K extends FaultKindName> = z.input<(typeof faultCatalogue)[K]['parameters']>;

export const faultKindNames = Object.keys(faultCatalogue) as FaultKindName[];

export function findFaultKind(name: string): FaultKind | undefined {
  return Object.hasOwn(faultCatalogue, name) ? faultCatalogue[name as FaultKindName] : undefined;
}
