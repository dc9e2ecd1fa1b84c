import { exitCodes, Failure } from '../shared/failure.ts';
import type { FindK6Options, K6, Miss, Search } from './k6.ts';
import { pinnedK6Version } from './pinned.ts';
import { readChosenK6 } from './sources/chosen.ts';
import { searchCache, searchPath } from './sources/local.ts';
import { buildIntoCache, downloadIntoCache } from './sources/remote.ts';

/**
 * Finds a k6 that runs our scripts, or gets one: `--k6` or S3DRILL_K6, PATH, cache, release archive, build by Go.
 * @throws Failure `k6-unusable` when the k6 that the user named is none, `k6-not-found` listing all that was tried,
 *   `interrupted` when the signal ended it
 */
export async function findK6(options: FindK6Options): Promise<K6> {
  const { found, misses } = await searchK6(options);
  if (found !== null) return found;
  const tried = misses.map(({ source, reason }) => `\n  ${source}: ${reason}`).join('');
  throw new Failure('k6-not-found', `No usable k6 was found. Tried:${tried}`, {
    hint: howToGetK6,
    exitCode: exitCodes.usage,
  });
}

export const howToGetK6 =
  `Install k6 v${pinnedK6Version} (grafana.com/docs/k6/latest/set-up/install-k6) or Go, ` +
  'or name an executable with --k6 or S3DRILL_K6.';

/** Like `findK6`, but tells all the misses, also when one was found, and throws only for the k6 that the user named. */
export async function searchK6(options: FindK6Options): Promise<Search> {
  const chosen = await readChosenK6(options.flag, options.env);
  if (chosen !== null) return { found: chosen, misses: [] };
  const misses: Miss[] = [];
  for (const search of [searchPath, searchCache, downloadIntoCache, buildIntoCache]) {
    const outcome = await search(options);
    misses.push(...outcome.misses);
    if (outcome.found !== null) return { found: outcome.found, misses };
  }
  return { found: null, misses };
}
