import { groupByFile, type Import } from './read-imports.ts';

export interface Cycle {
  /** The import that leads back. */
  closing: Import;
  /** Files in the order of their imports; the first one is the last one too. */
  path: string[];
}

/** One cycle for each import that leads back into the files being walked; none is left when all of them are mended. */
export function findCycles(imports: readonly Import[]): Cycle[] {
  const byFile = groupByFile(imports);
  const cycles: Cycle[] = [];
  const done = new Set<string>();
  const trail: string[] = [];

  function walk(file: string): void {
    trail.push(file);
    for (const one of byFile.get(file) ?? []) {
      const start = trail.indexOf(one.target);
      if (start >= 0) cycles.push({ closing: one, path: [...trail.slice(start), one.target] });
      else if (!done.has(one.target)) walk(one.target);
    }
    trail.pop();
    done.add(file);
  }

  for (const file of byFile.keys()) if (!done.has(file)) walk(file);
  return cycles;
}
