import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it that are missing. Unlike Node's own `recursive`, which says ENOENT where the file
 * system is read-only, it fails with the reason of the first directory that could not be made.
 */
export async function makeDirectories(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const parent = dirname(path);
    if (readCode(error) !== 'ENOENT' || parent === path) throw error;
    await makeDirectories(parent);
    await makeOne(path);
  }
}

/** Content with a directory that is there already: another run may make the same ones at this moment. */
async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (readCode(error) !== 'EEXIST') throw error;
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
  }
}

function readCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
