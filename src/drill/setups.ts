import { type Clients, completeClients } from './clients/complete-clients.ts';
import type { ClientsLayer } from './clients/layers.ts';
import type { ReadableParts } from './readable-parts.ts';
import { layerOf, listWorkloads, type WorkloadPart } from './workload-parts.ts';

/** One workload with the clients that send it, in one variant of the drill. */
export interface Setup {
  /** null: as the drill is without its variants. */
  variant: string | null;
  workload: WorkloadPart;
  clients: Clients;
  /** Where the clients were said, from the general to the special: the drill, the workload, the variant. */
  layers: ClientsLayer[];
}

/** The workloads in one variant, in the order written. */
export function listSetups(parts: ReadableParts, variant: string | null, regionNames: readonly string[]): Setup[] {
  const general = layerOf(parts.clients, 'clients');
  const special = variant === null ? null : layerOf(parts.variants?.[variant], `variants.${variant}`);
  return listWorkloads(parts).map((workload) => {
    const layers = [general, workload.clients, special].filter((layer) => layer !== null);
    return { variant, workload, clients: completeClients(layers, regionNames), layers };
  });
}

/** What runs, as far as it could be read: each variant by its name, or the drill as it is. */
export function listVariants({ variants }: ReadableParts): (string | null)[] {
  const entries = Object.entries(variants ?? {});
  return entries.length === 0 ? [null] : entries.filter(([, clients]) => clients !== undefined).map(([name]) => name);
}

/** Whether some operation may be sent a second time. */
export function mayRetry({ clients, workload }: Setup): boolean {
  const policies = Object.values(workload.operations).map((operation) => operation?.retry ?? clients.retry);
  return policies.some((retry) => retry.kind !== 'none' && retry.maxAttempts !== 1);
}

/** Whether its clients ever send anything to a region. */
export function asksRegion({ clients }: Setup, region: string): boolean {
  return clients.primary === region || clients.standby.includes(region);
}
