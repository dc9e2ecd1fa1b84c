import { breakerSchema } from '../schema/breaker-schema.ts';
import type { WrittenClients } from '../schema/clients-schema.ts';
import { createFailoverSchema } from '../schema/failover-schema.ts';
import { retrySchema } from '../schema/retry-schema.ts';
import { type ClientsLayer, mergeLayers } from './layers.ts';

const defaults = {
  retry: retrySchema.parse({ kind: 'standard' }),
  breaker: breakerSchema.parse({ kind: 'breaker' }),
  failover: createFailoverSchema([]).parse({ kind: 'failover' }),
};

/** What a client does, everything said. Null is off. */
export type Clients = ReturnType<typeof completeClients>;

/**
 * Merges what was said in several places and fills in the defaults, of which some depend on the rest.
 * @param layers from the general to the special
 * @param regionNames in the order written: the first is the default primary, all others its default standbys
 */
export function completeClients(layers: readonly ClientsLayer[], regionNames: readonly string[]) {
  const said: WrittenClients = mergeLayers(layers);
  const primary = said.primary ?? regionNames[0] ?? '';
  const standby = said.standby ?? regionNames.filter((name) => name !== primary);
  const breaker = said.breaker === undefined ? defaults.breaker : said.breaker;
  const canFailOver = standby.length > 0 && breaker !== null;
  return {
    count: said.count ?? 10,
    concurrency: said.concurrency ?? 8,
    queue: said.queue ?? 100,
    primary,
    standby,
    deadline: said.deadline ?? 2000,
    /** Absent: half the deadline. */
    attemptTimeout: said.attemptTimeout,
    retry: said.retry ?? defaults.retry,
    breaker,
    failover: said.failover === undefined ? (canFailOver ? defaults.failover : null) : said.failover,
    hedge: said.hedge ?? null,
    limit: said.limit ?? null,
    shedding: said.shedding ?? null,
  };
}
