import { access, readdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locateCachedK6 } from '../../src/acquire/cache.ts';
import { searchK6 } from '../../src/acquire/find-k6.ts';
import type { Search } from '../../src/acquire/k6.ts';
import {
  archiveName,
  checksumsName,
  packRelease,
  serveFiles,
  sha256,
  startFromNothing,
  withFolder,
  withServer,
  writeK6,
} from './fixtures.ts';

/** Searches with a server as the only source; nothing may be left in the cache unless k6 was found. */
async function searchServer(
  folder: string,
  listener: RequestListener,
  check: (search: Search) => void,
  pinnedHashes: Record<string, string> = {},
): Promise<void> {
  await withServer(listener, async (baseUrl) => {
    const options = startFromNothing(folder, { allowBuild: false, download: { baseUrl, pinnedHashes } });
    const search = await searchK6(options);
    check(search);
    if (search.found === null) expect(await readdir(options.cacheDir)).toEqual([]);
  });
}

function reasonOf(search: Search): string | undefined {
  expect(search.found).toBeNull();
  return search.misses.find(({ source }) => source === 'release')?.reason;
}

test('a good archive is checked, unpacked and installed into the cache', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const path = locateCachedK6(join(folder, 'cache'));
    await searchServer(folder, serveFiles(files), ({ found }) =>
      expect(found).toEqual({ path, version: '2.2.0', source: 'release' }),
    );
    await access(path);
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
    const again = await searchK6(startFromNothing(folder, { online: false }));
    expect(again.found?.source).toBe('cache');
  }));

test('two processes that download at the same time both get a whole k6', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    await withServer(serveFiles(files), async (baseUrl) => {
      const options = startFromNothing(folder, { download: { baseUrl, pinnedHashes: {} } });
      const searches = await Promise.all([searchK6(options), searchK6(options), searchK6(options)]);
      expect(searches.map(({ found }) => found?.source)).toEqual(['release', 'release', 'release']);
      expect(await readdir(options.cacheDir)).toHaveLength(1);
    });
  }));

test('a broken k6 in the cache is replaced', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    await writeK6(locateCachedK6(join(folder, 'cache')), 'torn');
    await searchServer(folder, serveFiles(files), ({ found }) => expect(found?.source).toBe('release'));
  }));

test('an archive with another SHA-256 than its checksums file says is thrown away', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const archive = files.get(archiveName) ?? Buffer.alloc(0);
    const wrong = 'f'.repeat(64);
    files.set(checksumsName, Buffer.from(`${wrong}  ${archiveName}\n`));
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toBe(
        `${archiveName} has SHA-256 ${sha256(archive)}, but ${wrong} is expected; it was thrown away`,
      ),
    );
  }));

test('a hash in our own source beats the checksums file', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const pinned = { [archiveName]: 'a'.repeat(64) };
    await searchServer(
      folder,
      serveFiles(files),
      (search) => expect(reasonOf(search)).toContain('but aaaaaaaa'),
      pinned,
    );
    const right = { [archiveName]: sha256(files.get(archiveName) ?? Buffer.alloc(0)) };
    files.delete(checksumsName);
    await searchServer(folder, serveFiles(files), ({ found }) => expect(found?.source).toBe('release'), right);
  }));

test('without a checksum nothing is downloaded', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    files.set(checksumsName, Buffer.from(`${'0'.repeat(64)}  other.zip\n`));
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toMatch(new RegExp(`${checksumsName} has no SHA-256 of ${archiveName}$`)),
    );
    files.delete(checksumsName);
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toMatch(new RegExp(`/v2.2.0/${checksumsName} answered 404$`)),
    );
  }));

test('a release without an archive for this machine is a reason, not a crash', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    files.delete(archiveName);
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toMatch(new RegExp(`/v2.2.0/${archiveName} answered 404$`)),
    );
  }));

test('a download that breaks off is reported with how far it came', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const serve = serveFiles(files);
    const cut: RequestListener = (request, response) => {
      if (!request.url?.endsWith(archiveName)) return serve(request, response);
      response.writeHead(200, { 'content-length': 3_000_000 });
      response.write(Buffer.alloc(1_000_000), () => response.destroy());
    };
    await searchServer(folder, cut, (search) =>
      expect(reasonOf(search)).toMatch(/broke off after \d\.\d of 3\.0 MB: aborted$/),
    );
  }));

test('redirects are followed', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const serve = serveFiles(files);
    const redirectOnce: RequestListener = (request, response) => {
      if (request.url?.startsWith('/asset/')) return serve(request, response);
      response.writeHead(302, { location: `/asset${request.url}` }).end();
    };
    await searchServer(folder, redirectOnce, ({ found }) => expect(found?.source).toBe('release'));
  }));

test('a server that redirects in a circle is given up', () =>
  withFolder(async (folder) => {
    const circle: RequestListener = (request, response) => {
      response.writeHead(302, { location: request.url }).end();
    };
    await searchServer(folder, circle, (search) => expect(reasonOf(search)).toMatch(/redirects more than 5 times$/));
  }));

test('what is no archive is reported in the words of tar', () =>
  withFolder(async (folder) => {
    const page = Buffer.from('<html>Please sign in</html>');
    const files = new Map([
      [archiveName, page],
      [checksumsName, Buffer.from(`${sha256(page)} *${archiveName}\r\n`)],
    ]);
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toMatch(/^the archive can't be unpacked: .*tar/),
    );
  }));

test('an archive of another version is not installed', () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.1.0');
    await searchServer(folder, serveFiles(files), (search) =>
      expect(reasonOf(search)).toBe('it is k6 v2.1.0, not v2.2.0'),
    );
  }));

test("a mirror's password is used and never shown", () =>
  withFolder(async (folder) => {
    const files = await packRelease(folder, '2.2.0');
    const serve = serveFiles(files);
    const credentials = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    const asking: RequestListener = (request, response) => {
      if (request.headers.authorization === credentials) return serve(request, response);
      response.writeHead(401).end();
    };
    await withServer(asking, async (baseUrl) => {
      const download = { baseUrl: baseUrl.replace('//', '//me:secret@'), pinnedHashes: {} };
      const steps: string[] = [];
      const options = startFromNothing(folder, { download, onStep: (text) => steps.push(text) });
      expect((await searchK6(options)).found?.source).toBe('release');
      expect(steps).toEqual([`downloading ${baseUrl}/v2.2.0/${archiveName}`]);
    });
  }));

test.each(['before the answer', 'in the body'])('an interruption %s ends the download at once', (moment) =>
  withFolder(async (folder) => {
    const interruption = new AbortController();
    const stalling: RequestListener = (_request, response) => {
      if (moment === 'in the body') response.writeHead(200).write('x', () => interruption.abort());
      else interruption.abort();
    };
    await withServer(stalling, async (baseUrl) => {
      const options = startFromNothing(folder, {
        download: { baseUrl, pinnedHashes: {} },
        signal: interruption.signal,
      });
      await expect(searchK6(options)).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
      expect(await readdir(options.cacheDir)).toEqual([]);
    });
  }),
);
