import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { locateCachedK6 } from '../../src/acquire/cache.ts';
import { findK6, searchK6 } from '../../src/acquire/find-k6.ts';
import { startFromNothing, withFolder, writeK6 } from './fixtures.ts';

test('--k6 comes before S3DRILL_K6, and that before the PATH', () =>
  withFolder(async (folder) => {
    const flag = await writeK6(join(folder, 'one/k6'), '2.3.0');
    const environment = await writeK6(join(folder, 'two/k6'), '2.1.0');
    const onPath = await writeK6(join(folder, 'bin/k6'), '2.2.0');
    const env = { PATH: dirname(onPath), S3DRILL_K6: environment };
    expect(await findK6(startFromNothing(folder, { flag, env }))).toEqual({
      path: flag,
      version: '2.3.0',
      source: 'flag',
    });
    expect(await findK6(startFromNothing(folder, { env }))).toMatchObject({ path: environment, source: 'environment' });
    env.S3DRILL_K6 = '';
    expect(await findK6(startFromNothing(folder, { env }))).toMatchObject({ path: onPath, source: 'PATH' });
  }));

test('a k6 that the user named is never passed over in silence', () =>
  withFolder(async (folder) => {
    await writeK6(join(folder, 'bin/k6'), '2.2.0');
    const old = await writeK6(join(folder, 'old/k6'), '1.4.2');
    const missing = join(folder, 'missing');
    const unusable = { code: 'k6-unusable', exitCode: 2 };
    await expect(findK6(startFromNothing(folder, { flag: missing }))).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining(`--k6 names a k6 that can't be used: ${missing} does not exist`),
    });
    await expect(findK6(startFromNothing(folder, { env: { S3DRILL_K6: old } }))).rejects.toMatchObject({
      ...unusable,
      message: expect.stringContaining(`S3DRILL_K6 names a k6 that can't be used: ${old} is k6 v1.4.2, but`),
    });
    await expect(findK6(startFromNothing(folder, { flag: '' }))).rejects.toMatchObject(unusable);
  }));

test('on the PATH a broken or old k6 is noted and the next one is taken', () =>
  withFolder(async (folder) => {
    const old = await writeK6(join(folder, 'old/k6'), '0.54.0');
    const broken = join(folder, 'broken/k6');
    await mkdir(dirname(broken));
    await writeFile(broken, 'not a program', { mode: 0o755 });
    const good = await writeK6(join(folder, 'good/k6'), '2.0.0');
    const unmarked = await writeK6(join(folder, 'unmarked/k6'), '2.2.0');
    await chmod(unmarked, 0o644);
    const PATH = ['relative', folder, old, broken, unmarked, good].map((path) => path.replace(/\/k6$/, '')).join(':');
    const { found, misses } = await searchK6(startFromNothing(folder, { env: { PATH } }));
    expect(found).toEqual({ path: good, version: '2.0.0', source: 'PATH' });
    expect(misses).toEqual([
      { source: 'PATH', reason: `${old} is k6 v0.54.0, but v2.0 or newer is needed` },
      { source: 'PATH', reason: expect.stringContaining(`\`${broken} version\` failed`) },
    ]);
  }));

test('the cache is used after the PATH, without the network', () =>
  withFolder(async (folder) => {
    const cached = await writeK6(locateCachedK6(join(folder, 'cache')), '2.2.0');
    const found = await findK6(startFromNothing(folder, { online: false }));
    expect(found).toEqual({ path: cached, version: '2.2.0', source: 'cache' });
  }));

test('one failure lists everything that was tried and says what to do', () =>
  withFolder(async (folder) => {
    const steps: string[] = [];
    const options = startFromNothing(folder, { onStep: (text) => steps.push(text) });
    const failure = await findK6(options).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'k6-not-found',
      exitCode: 2,
      hint: expect.stringContaining('--k6 or S3DRILL_K6'),
    });
    expect((failure as Error).message.split('\n')).toEqual([
      'No usable k6 was found. Tried:',
      '  PATH: no k6 on it',
      `  cache: no ${locateCachedK6(options.cacheDir)}`,
      expect.stringMatching(/^ {2}release: http:.*checksums.txt: connect ECONNREFUSED/),
      '  go build: Go is not on the PATH',
    ]);
    expect(steps[0]).toMatch(/^downloading http:\/\/127\.0\.0\.1:9\/v2\.2\.0\/k6-v2\.2\.0-/);
  }));

test('offline nothing is downloaded, and what is not allowed is not tried', () =>
  withFolder(async (folder) => {
    const offline = await searchK6(startFromNothing(folder, { online: false }));
    expect(offline.misses).toContainEqual({ source: 'release', reason: 'S3DRILL_OFFLINE forbids the network' });
    const steps: string[] = [];
    const looking = { allowDownload: false, allowBuild: false, onStep: (text: string) => steps.push(text) };
    const { misses } = await searchK6(startFromNothing(folder, looking));
    expect(misses.map(({ source }) => source)).toEqual(['PATH', 'cache', 'release', 'go build']);
    expect(steps).toEqual([]);
  }));
