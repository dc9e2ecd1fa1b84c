import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchK6 } from '../../src/acquire/find-k6.ts';
import { judgeGoVersion } from '../../src/acquire/go.ts';
import { pinnedK6Version } from '../../src/acquire/pinned.ts';
import { startFromNothing, withFolder, writeScript } from './fixtures.ts';

/** Stands in for a compiler that takes a minute: notes how it was called and writes a k6 where it was told to. */
const goThatBuilds = `
if [ "$1" = env ]; then echo go1.26.8; exit; fi
echo "$GOFLAGS $GOWORK $GOTOOLCHAIN $GOPROXY $GOOS $*" > "$NOTES"
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho "k6 v2.2.0 (go1.26.8, linux/amd64)"\\n' > "$2"`;

test('where no release can be had, Go builds the pinned k6 into the cache', () =>
  withFolder(async (folder) => {
    await writeScript(join(folder, 'bin/go'), goThatBuilds);
    const NOTES = join(folder, 'notes');
    const env = { PATH: join(folder, 'bin'), NOTES, GOFLAGS: '-mod=vendor', GOOS: 'plan9', GOPROXY: 'https://p' };
    const steps: string[] = [];
    const { found, misses } = await searchK6(startFromNothing(folder, { env, onStep: (text) => steps.push(text) }));
    expect(found).toMatchObject({ version: '2.2.0', source: 'go build' });
    expect(misses.map(({ source }) => source)).toEqual(['PATH', 'cache', 'release']);
    expect(await readFile(NOTES, 'utf8')).toMatch(
      /^-mod=readonly off local https:\/\/p {2}build -mod=readonly -trimpath /,
    );
    expect(steps.slice(-2)).toEqual([
      'building k6 v2.2.0 with go1.26.8 (about a minute, once)',
      expect.stringMatching(/^built k6 in \d+ s$/),
    ]);
  }));

test('offline the build has only the module cache', () =>
  withFolder(async (folder) => {
    await writeScript(join(folder, 'bin/go'), goThatBuilds);
    const NOTES = join(folder, 'notes');
    const env = { PATH: join(folder, 'bin'), NOTES, GOPROXY: 'https://p' };
    await searchK6(startFromNothing(folder, { env, online: false }));
    expect(await readFile(NOTES, 'utf8')).toContain('-mod=readonly off local off ');
  }));

test("the compiler's complaint becomes the reason", () =>
  withFolder(async (folder) => {
    const failing =
      'if [ "$1" = env ]; then echo go1.25.0; exit; fi; echo "verifying module: checksum mismatch" >&2; exit 1';
    await writeScript(join(folder, 'bin/go'), failing);
    const { found, misses } = await searchK6(startFromNothing(folder, { allowDownload: false }));
    expect(found).toBeNull();
    expect(misses.at(-1)).toEqual({ source: 'go build', reason: 'verifying module: checksum mismatch' });
  }));

test.each([
  ['go1.25.0', undefined],
  ['go1.26rc1', undefined],
  ['devel go1.27-a1b2c3', undefined],
  ['go2.0.0', undefined],
  ['go1.24.9', 'go1.24.9 is too old: go1.25 or newer is needed'],
  ['gccgo', '`go env GOVERSION` said "gccgo"'],
])('%s', (text, problem) => {
  expect(judgeGoVersion(text).problem).toBe(problem);
});

test('the module that is built requires the pinned version', async () => {
  const module = await readFile(new URL('../../scripts/k6-module/go.mod', import.meta.url), 'utf8');
  expect(module).toMatch(new RegExp(`^require go\\.k6\\.io/k6/v2 v${pinnedK6Version}\\b`, 'm'));
});
