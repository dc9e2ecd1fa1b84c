import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { FindK6Options } from '../../src/acquire/k6.ts';
import { nameArchive } from '../../src/acquire/release.ts';

export const archiveName = nameArchive(process.platform, process.arch) ?? 'none for this machine';
export const checksumsName = 'k6-v2.2.0-checksums.txt';

export async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 's3drill acquire '));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function withServer(listener: RequestListener, body: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export async function writeScript(path: string, body: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return path;
}

/** An executable that answers `version` as k6 does. */
export async function writeK6(path: string, version: string): Promise<string> {
  return writeScript(path, `echo "k6 v${version} (commit/0123456789, go1.26.8, linux/amd64)"`);
}

/** A release's files by name: the archive, laid out as k6 does it, and its checksums. */
export async function packRelease(folder: string, version: string): Promise<Map<string, Buffer>> {
  const inner = archiveName.replace(/\.(tar\.gz|zip)$/, '');
  await writeK6(join(folder, inner, 'k6'), version);
  await execa('tar', ['-czf', join(folder, archiveName), '-C', folder, inner]);
  const archive = await readFile(join(folder, archiveName));
  const checksums = Buffer.from(`${'0'.repeat(64)}  other.zip\n${sha256(archive)}  ${archiveName}\n`);
  return new Map([
    [archiveName, archive],
    [checksumsName, checksums],
  ]);
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Serves files by the last part of the path, whatever stands before it. */
export function serveFiles(files: ReadonlyMap<string, Buffer>): RequestListener {
  return (request, response) => {
    const content = files.get((request.url ?? '').replace(/^.*\//, ''));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  };
}

/** Options for a machine that has nothing: an empty PATH and cache, and no server at the base URL. */
export function startFromNothing(folder: string, changes: Partial<FindK6Options> = {}): FindK6Options {
  return {
    env: { PATH: join(folder, 'bin') },
    cacheDir: join(folder, 'cache'),
    // Port 9 (discard) is served nowhere that tests run.
    download: { baseUrl: 'http://127.0.0.1:9', pinnedHashes: {} },
    online: true,
    allowDownload: true,
    allowBuild: true,
    onStep: () => {},
    ...changes,
  };
}
