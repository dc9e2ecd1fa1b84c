import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeDirectories } from '../../src/store/make-directories.ts';
import { makeDirectory } from '../cli/drive.ts';

describe('making directories', () => {
  test('makes all that are missing, and is content with those that are there', async () => {
    const path = join(await makeDirectory(), 'a', 'b', 'c');
    await Promise.all([makeDirectories(path), makeDirectories(path)]);
    await makeDirectories(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  test('gives the reason where a part of the path is a file', async () => {
    const file = join(await makeDirectory(), 'file');
    await writeFile(file, 'x');
    await expect(makeDirectories(file)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(makeDirectories(join(file, 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    expect(await readFile(file, 'utf8')).toBe('x');
  });

  test('takes a relative path from where it stands', async () => {
    await expect(makeDirectories('.')).resolves.toBeUndefined();
    await expect(mkdir('.')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test.runIf(process.platform === 'linux')('ends where nothing can be made at all', async () => {
    // Node's own recursive mkdir never returns from /proc.
    await expect(makeDirectories('/proc/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
