import { basename } from 'node:path';

/** A drill without a name is called after its file: `drills/Regional failover.ts` → `Regional-failover`. */
export function nameDrill(file: string): string {
  const name = basename(file)
    .replace(/\.[cm]?[jt]s$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
  return name === '' ? 'drill' : name;
}
