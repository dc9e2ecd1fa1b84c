import type { z } from 'zod';
import type { FaultKind } from './fault-kind.ts';
import { badGateway } from './kinds/bad-gateway.ts';
import { blackhole } from './kinds/blackhole.ts';
import { conflict } from './kinds/conflict.ts';
import { corrupt } from './kinds/corrupt.ts';
import { errorIn200 } from './kinds/error-in-200.ts';
import { gatewayTimeout } from './kinds/gateway-timeout.ts';
import { internalError } from './kinds/internal-error.ts';
import { latency } from './kinds/latency.ts';
import { requestTimeout } from './kinds/request-timeout.ts';
import { reset } from './kinds/reset.ts';
import { serviceUnavailable } from './kinds/service-unavailable.ts';
import { slowDown } from './kinds/slow-down.ts';
import { tooManyRequests } from './kinds/too-many-requests.ts';
import { truncate } from './kinds/truncate.ts';

/**
 * Every fault kind there is. The order is the order of precedence when several faults meet one request: delays first,
 * then what the network does, then what a middlebox or the region answers instead, last what becomes of a true answer
 * (see engine.ts).
 */
export const faultCatalogue = {
  latency,
  blackhole,
  reset,
  tooManyRequests,
  badGateway,
  gatewayTimeout,
  requestTimeout,
  serviceUnavailable,
  slowDown,
  conflict,
  internalError,
  errorIn200,
  truncate,
  corrupt,
} as const;

export type FaultKindName = keyof typeof faultCatalogue;

/** Parameters of a kind as an author writes them: durations as `'200ms'` or in ms, defaults left out. */
export type FaultParameters<K extends FaultKindName> = z.input<(typeof faultCatalogue)[K]['parameters']>;

export const faultKindNames = Object.keys(faultCatalogue) as FaultKindName[];

export function findFaultKind(name: string): FaultKind | undefined {
  return Object.hasOwn(faultCatalogue, name) ? faultCatalogue[name as FaultKindName] : undefined;
}
