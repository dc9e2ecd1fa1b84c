import type { Priority } from '../shared/operations.ts';
import type { ClientsLayer } from './clients/layers.ts';
import type { ReadableParts } from './readable-parts.ts';
import type { WrittenClients } from './schema/clients-schema.ts';
import type { CheckedLoad } from './schema/load-schema.ts';
import type { CheckedOperations } from './schema/workload-schema.ts';

/** A workload, whichever way it was written, and where its parts stand. */
export interface WorkloadPart {
  name: string;
  operations: CheckedOperations;
  operationsPath: string;
  load: CheckedLoad;
  loadPath: string;
  /** Of operations that say none of their own. */
  priority: Priority;
  clients: ClientsLayer | null;
}

/** The name of a drill's only workload. */
const onlyName = 'default';

const defaultLoad: CheckedLoad = { kind: 'constant', rate: 100, arrivals: 'poisson' };

/** Those that could be read, in the order written. */
export function listWorkloads({ workload, workloads, load }: ReadableParts): WorkloadPart[] {
  const inherited = { load: load ?? defaultLoad, loadPath: 'load' };
  if (workload !== undefined) {
    const operationsPath = 'workload';
    return [{ name: onlyName, operations: workload, operationsPath, ...inherited, priority: 'normal', clients: null }];
  }
  return Object.entries(workloads ?? {}).flatMap(([name, entry]): WorkloadPart[] => {
    if (entry === undefined) return [];
    const path = `workloads.${name}`;
    return [
      {
        name,
        operations: entry.workload,
        operationsPath: `${path}.workload`,
        ...(entry.load === undefined ? inherited : { load: entry.load, loadPath: `${path}.load` }),
        priority: entry.priority,
        clients: layerOf(entry.clients, `${path}.clients`),
      },
    ];
  });
}

/** null where a place says nothing. */
export function layerOf(clients: WrittenClients | undefined, path: string): ClientsLayer | null {
  return clients === undefined ? null : { path, clients };
}
