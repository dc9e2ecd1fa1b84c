import { expect, test } from 'vitest';
import { parseChecksums } from '../../src/acquire/checksums.ts';
import { parseK6Version } from '../../src/acquire/read-k6-version.ts';
import { nameArchive } from '../../src/acquire/release.ts';
import { readAcquireSettings, resolveCacheDir } from '../../src/acquire/settings.ts';

test('each system keeps caches where it wants them', () => {
  expect(resolveCacheDir({}, 'linux', '/home/me')).toBe('/home/me/.cache/s3drill');
  expect(resolveCacheDir({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/me')).toBe('/x/s3drill');
  expect(resolveCacheDir({ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/me')).toBe('/home/me/.cache/s3drill');
  expect(resolveCacheDir({ XDG_CACHE_HOME: '/x' }, 'darwin', '/Users/me')).toBe('/Users/me/Library/Caches/s3drill');
  expect(resolveCacheDir({ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'C:\\me')).toBe('D:\\Local\\s3drill');
  expect(resolveCacheDir({}, 'win32', 'C:\\me')).toBe('C:\\me\\AppData\\Local\\s3drill');
  expect(resolveCacheDir({ S3DRILL_CACHE: '/mine', XDG_CACHE_HOME: '/x' }, 'linux', '/home/me')).toBe('/mine');
});

test('the environment can name a mirror and forbid the network', () => {
  expect(readAcquireSettings({})).toMatchObject({
    online: true,
    download: { baseUrl: 'https://github.com/grafana/k6/releases/download' },
  });
  expect(readAcquireSettings({ S3DRILL_K6_MIRROR: 'http://mirror/k6//' }).download.baseUrl).toBe('http://mirror/k6');
  expect(readAcquireSettings({ S3DRILL_OFFLINE: '1' }).online).toBe(false);
  expect(readAcquireSettings({ S3DRILL_OFFLINE: 'false' }).online).toBe(true);
});

test.each([
  ['k6 v2.2.0 (go1.26.8, linux/amd64)', '2.2.0'],
  ['k6.exe v2.2.0 (commit/0123456789, go1.25.1, windows/amd64)\nExtensions:\n  xk6-x v1.0.0', '2.2.0'],
  ['k6 v2.3.0-rc1 (go1.26.8, linux/amd64)', '2.3.0-rc1'],
  ['', null],
  ['GNU tar 1.34', null],
])('reads the version of %j', (text, version) => {
  expect(parseK6Version(text)).toBe(version);
});

test('reads checksums in text and binary mode and leaves out what is none', () => {
  const hash = 'AB'.repeat(32);
  const text = `${hash}  a.tar.gz\r\n${hash} *b.zip\n# comment\nabc  c.zip\n`;
  expect([...parseChecksums(text)]).toEqual([
    ['a.tar.gz', hash.toLowerCase()],
    ['b.zip', hash.toLowerCase()],
  ]);
});

test('names the archive for this kind of machine, if there is one', () => {
  expect(nameArchive('linux', 'arm64')).toBe('k6-v2.2.0-linux-arm64.tar.gz');
  expect(nameArchive('darwin', 'x64')).toBe('k6-v2.2.0-macos-amd64.zip');
  expect(nameArchive('win32', 'x64')).toBe('k6-v2.2.0-windows-amd64.zip');
  expect(nameArchive('win32', 'arm64')).toBeNull();
});
