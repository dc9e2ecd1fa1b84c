import type { PlannedFault } from '../../shared/contracts/plan.ts';
import type { Drill } from '../drill-schema.ts';

export function planFaults({ faults, phases }: Pick<Drill, 'faults' | 'phases'>): PlannedFault[] {
  const ids = new Set<string>();
  return faults.map(({ kind, region, at, for: lastsMs, selectors, parameters }) => {
    const id = findFreeId(`${kind}-${region}`, ids);
    ids.add(id);
    const fromMs = phases.steady + at;
    const toMs = lastsMs === null ? phases.steady + phases.fault : fromMs + lastsMs;
    return { id, kind, region, fromMs, toMs, selectors, parameters };
  });
}

/** Readable in reports, and safe in the paths of the control API: kinds and regions are letters, digits and dashes. */
function findFreeId(name: string, taken: ReadonlySet<string>): string {
  let id = name;
  for (let number = 2; taken.has(id); number += 1) id = `${name}-${number}`;
  return id;
}
