import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nameExecutable } from './find-on-path.ts';
import { pinnedK6Version } from './pinned.ts';
import { readK6Version } from './read-k6-version.ts';

/** The cache may lie on a disk that machines of several kinds share, so the folder names the platform. */
export function locateCachedK6(cacheDir: string): string {
  const folder = `k6-v${pinnedK6Version}-${process.platform}-${process.arch}`;
  return join(cacheDir, folder, nameExecutable('k6', process.platform));
}

export async function hasCachedK6(cacheDir: string): Promise<boolean> {
  return stat(locateCachedK6(cacheDir)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * Installs k6 into the cache. `produce` makes an executable somewhere in the folder it is given; only after that ran
 * and said the right version is it renamed into place, so neither a crash nor a second process that does the same can
 * leave a half-written k6.
 * @returns the path in the cache
 * @throws what `produce` throws, or an Error saying what is wrong with its executable
 */
export async function installIntoCache(
  cacheDir: string,
  produce: (workDir: string) => Promise<string>,
): Promise<string> {
  const target = locateCachedK6(cacheDir);
  await mkdir(cacheDir, { recursive: true });
  const workDir = await mkdtemp(join(cacheDir, '.work-'));
  try {
    const made = await produce(workDir);
    await chmod(made, 0o755);
    const problem = await findProblem(made);
    if (problem !== null) throw new Error(problem);
    await mkdir(dirname(target), { recursive: true });
    await rename(made, target).catch(async (error: unknown) => {
      // Windows refuses to replace a running program: then another process has installed the same k6 meanwhile.
      if ((await findProblem(target)) !== null) throw error;
    });
    return target;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function findProblem(path: string): Promise<string | null> {
  const reading = await readK6Version(path);
  if (reading.version === undefined) return reading.problem;
  return reading.version === pinnedK6Version ? null : `it is k6 v${reading.version}, not v${pinnedK6Version}`;
}
