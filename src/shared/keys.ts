/** Everything of one run lives under one prefix, so that clean-up can never meet anything else. */
export function buildRunPrefix(runId: string): string {
  return `s3drill-${runId}`;
}

/** Where the objects lie that reads choose from. */
export function buildSeededPrefix(runId: string): string {
  return `${buildRunPrefix(runId)}/seeded/`;
}

/** Seeded objects go round the prefixes. @param prefixes over how many keys are spread */
export function buildSeededKey(runId: string, index: number, prefixes: number): string {
  return `${buildSeededPrefix(runId)}${buildFolder(index % prefixes, prefixes)}${String(index).padStart(8, '0')}`;
}

/** The index of a seeded object, from its key. */
export function readSeededIndex(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}

/**
 * A key that no other client and no earlier write of this client has used; sequence 0 is never written.
 * @param folder as `buildFolder` names it
 */
export function buildWrittenKey(runId: string, client: number, sequence: number, folder = ''): string {
  return `${buildRunPrefix(runId)}/written/${folder}${client}/${sequence}`;
}

/** `p03/`; '' where keys are not spread. */
export function buildFolder(prefix: number, prefixes: number): string {
  return prefixes === 1 ? '' : `p${String(prefix).padStart(2, '0')}/`;
}
