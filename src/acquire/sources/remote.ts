import { exitCodes, Failure } from '../../shared/failure.ts';
import { installIntoCache } from '../cache.ts';
import { describeError } from '../describe-error.ts';
import { buildK6 } from '../go.ts';
import type { FindK6Options, K6Source, Search } from '../k6.ts';
import { pinnedK6Version } from '../pinned.ts';
import { fetchRelease } from '../release.ts';

export async function downloadIntoCache(options: FindK6Options): Promise<Search> {
  const { allowDownload, online, download } = options;
  if (!allowDownload) return miss('release', 'downloading was not asked for');
  if (!online) return miss('release', 'S3DRILL_OFFLINE forbids the network');
  return acquire('release', options, (workDir) => fetchRelease(download, workDir, options));
}

export async function buildIntoCache(options: FindK6Options): Promise<Search> {
  if (!options.allowBuild) return miss('go build', 'building was not asked for');
  return acquire('go build', options, (workDir) => buildK6(workDir, options));
}

async function acquire(
  source: K6Source,
  { cacheDir, signal, onStep }: FindK6Options,
  produce: (workDir: string) => Promise<string>,
): Promise<Search> {
  try {
    const path = await installIntoCache(cacheDir, produce);
    return { found: { path, version: pinnedK6Version, source }, misses: [] };
  } catch (error) {
    if (signal?.aborted)
      throw new Failure('interrupted', 'Interrupted while getting k6.', { exitCode: exitCodes.interrupted });
    const reason = describeError(error);
    onStep(`no k6 by ${source}: ${reason}`);
    return miss(source, reason);
  }
}

function miss(source: K6Source, reason: string): Search {
  return { found: null, misses: [{ source, reason }] };
}
