import { hasCachedK6, locateCachedK6 } from '../cache.ts';
import { findOnPath } from '../find-on-path.ts';
import type { Miss, Search } from '../k6.ts';
import { readUsableK6Version } from '../read-k6-version.ts';

/** The first usable k6 on the PATH; one that is broken or too old is passed over. */
export async function searchPath(options: { env: NodeJS.ProcessEnv }): Promise<Search> {
  const misses: Miss[] = [];
  for (const path of await findOnPath('k6', options.env, process.platform)) {
    const reading = await readUsableK6Version(path);
    if (reading.version !== undefined) return { found: { path, version: reading.version, source: 'PATH' }, misses };
    misses.push({ source: 'PATH', reason: reading.problem });
  }
  if (misses.length === 0) misses.push({ source: 'PATH', reason: 'no k6 on it' });
  return { found: null, misses };
}

/** The k6 that an earlier run downloaded or built. */
export async function searchCache(options: { cacheDir: string }): Promise<Search> {
  const path = locateCachedK6(options.cacheDir);
  if (!(await hasCachedK6(options.cacheDir))) {
    return { found: null, misses: [{ source: 'cache', reason: `no ${path}` }] };
  }
  const reading = await readUsableK6Version(path);
  if (reading.version === undefined) return { found: null, misses: [{ source: 'cache', reason: reading.problem }] };
  return { found: { path, version: reading.version, source: 'cache' }, misses: [] };
}
