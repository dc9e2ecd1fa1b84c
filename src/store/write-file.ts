import { rename, rm, writeFile } from 'node:fs/promises';
import { explainFileError } from './file-failure.ts';

/** Writes a whole file or nothing: a reader never sees half of it. @throws Failure on a full disk or a missing right */
export async function writeWhole(path: string, contents: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await writeFile(draft, contents);
    await rename(draft, path);
  } catch (error) {
    // What could not be tidied must not hide what went wrong.
    await rm(draft, { force: true }).catch(() => {});
    throw explainFileError(error, 'Cannot write', path);
  }
}
