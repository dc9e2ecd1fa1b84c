import type { WrittenClients } from '../schema/clients-schema.ts';

/** What one place says about clients, and which. */
export interface ClientsLayer {
  /** `clients`, `workloads.checkout.clients`, `variants.noJitter` */
  path: string;
  clients: WrittenClients;
}

/** Key by key; later layers win. */
export function mergeLayers(layers: readonly ClientsLayer[]): WrittenClients {
  const merged: Record<string, unknown> = {};
  for (const { clients } of layers) {
    for (const [key, value] of Object.entries(clients)) if (value !== undefined) merged[key] = value;
  }
  return merged as WrittenClients;
}

/**
 * Where an author looks for what is wrong between some keys: the last layer that says one of them, and of those that it says
 * the first asked for. Without any: the first key of the first layer.
 */
export function locateKey(
  layers: readonly ClientsLayer[],
  keys: readonly [keyof WrittenClients, ...(keyof WrittenClients)[]],
): { key: keyof WrittenClients; path: string } {
  for (const { path, clients } of [...layers].reverse()) {
    const key = keys.find((candidate) => clients[candidate] !== undefined);
    if (key !== undefined) return { key, path: `${path}.${key}` };
  }
  return { key: keys[0], path: `${layers[0]?.path ?? 'clients'}.${keys[0]}` };
}
