import { join } from 'node:path';
import { execa } from 'execa';
import { parseChecksums } from './checksums.ts';
import { describeError } from './describe-error.ts';
import { downloadFile, downloadText } from './download.ts';
import { nameExecutable } from './find-on-path.ts';
import type { AcquireContext } from './k6.ts';
import { pinnedK6Version } from './pinned.ts';
import type { ReleaseSource } from './settings.ts';
import { showUrl } from './show-url.ts';

/** The archives that a release of k6 holds, by Node's names of platform and architecture. */
const archives: Readonly<Record<string, string>> = {
  'linux x64': 'linux-amd64.tar.gz',
  'linux arm64': 'linux-arm64.tar.gz',
  'darwin x64': 'macos-amd64.zip',
  'darwin arm64': 'macos-arm64.zip',
  'win32 x64': 'windows-amd64.zip',
};

/** File name of the pinned version's archive, or null when k6 releases none for this kind of machine. */
export function nameArchive(platform: string, arch: string): string | null {
  const suffix = archives[`${platform} ${arch}`];
  return suffix === undefined ? null : `k6-v${pinnedK6Version}-${suffix}`;
}

/**
 * Fetches the release archive of the pinned version and unpacks it into `workDir`.
 * @returns the path of the executable
 * @throws Error saying what went wrong; nothing is unpacked from an archive whose SHA-256 is not the expected one
 */
export async function fetchRelease(source: ReleaseSource, workDir: string, context: AcquireContext): Promise<string> {
  const archive = nameArchive(process.platform, process.arch);
  if (archive === null) throw new Error(`k6 releases no archive for ${process.platform} ${process.arch}`);
  const folderUrl = `${source.baseUrl}/v${pinnedK6Version}`;
  context.onStep(`downloading ${showUrl(`${folderUrl}/${archive}`)}`);
  const expected = source.pinnedHashes[archive] ?? (await fetchExpectedHash(folderUrl, archive, context));
  const file = join(workDir, archive);
  const actual = await downloadFile(`${folderUrl}/${archive}`, file, context);
  if (actual !== expected) {
    throw new Error(`${archive} has SHA-256 ${actual}, but ${expected} is expected; it was thrown away`);
  }
  await unpack(file, workDir);
  return join(workDir, archive.replace(/\.(tar\.gz|zip)$/, ''), nameExecutable('k6', process.platform));
}

async function fetchExpectedHash(folderUrl: string, archive: string, context: AcquireContext): Promise<string> {
  const checksumsUrl = `${folderUrl}/k6-v${pinnedK6Version}-checksums.txt`;
  const expected = parseChecksums(await downloadText(checksumsUrl, context)).get(archive);
  if (expected === undefined) throw new Error(`${showUrl(checksumsUrl)} has no SHA-256 of ${archive}`);
  return expected;
}

/** The `tar` of Linux reads .tar.gz, that of macOS and Windows .zip too: the formats that k6 releases there. */
async function unpack(archive: string, folder: string): Promise<void> {
  try {
    await execa(nameTar(), ['-xf', archive, '-C', folder], { stdin: 'ignore' });
  } catch (error) {
    throw new Error(`the archive can't be unpacked: ${describeError(error)}`, { cause: error });
  }
}

/** Git for Windows puts a GNU tar on the PATH that reads no .zip and takes `C:` for a host: name the system's own. */
function nameTar(): string {
  return process.platform === 'win32' ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'tar.exe') : 'tar';
}
