import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { pinnedArchiveHashes, releaseBaseUrl } from './pinned.ts';

export interface ReleaseSource {
  /** The pinned version's archive is `BASE/v2.2.0/k6-v2.2.0-linux-amd64.tar.gz`. */
  baseUrl: string;
  /** SHA-256 by file name of the archive. */
  pinnedHashes: Readonly<Record<string, string>>;
}

/** What of the environment bears on getting k6. */
export interface AcquireSettings {
  /** Absolute. Holds k6 executables, one folder per version and platform. */
  cacheDir: string;
  download: ReleaseSource;
  /** Whether the network may be used. Offline, a build still works when Go's module cache holds everything. */
  online: boolean;
}

/**
 * S3DRILL_CACHE: the cache's folder. S3DRILL_K6_MIRROR: base URL of a copy of k6's releases. S3DRILL_OFFLINE: any value but
 * empty, `0` and `false` forbids the network.
 */
export function readAcquireSettings(env: NodeJS.ProcessEnv): AcquireSettings {
  const baseUrl = (env.S3DRILL_K6_MIRROR || releaseBaseUrl).replace(/\/+$/, '');
  const online = ['', '0', 'false'].includes((env.S3DRILL_OFFLINE ?? '').toLowerCase());
  const cacheDir = resolveCacheDir(env, process.platform, homedir());
  return { cacheDir, download: { baseUrl, pinnedHashes: pinnedArchiveHashes }, online };
}

/** The folder for caches that each system asks programs to use. */
export function resolveCacheDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix;
  if (env.S3DRILL_CACHE) return resolve(env.S3DRILL_CACHE);
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 's3drill');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 's3drill');
  // The XDG specification says that a relative path there is invalid and to be ignored.
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 's3drill');
}
