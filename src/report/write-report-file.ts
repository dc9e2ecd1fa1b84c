import { rename, rm, writeFile } from 'node:fs/promises';
import { exitCodes, Failure } from '../shared/failure.ts';

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the directory does not exist',
  ENOTDIR: 'a part of the path is a file, not a directory',
};

/**
 * Writes a file whole or not at all: a reader never sees half of a report.
 * @throws Failure `report-not-written`, naming the path
 */
export async function writeReportFile(path: string, contents: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await writeFile(draft, contents);
    await rename(draft, path);
  } catch (error) {
    // What could not be tidied must not hide what went wrong.
    await rm(draft, { force: true }).catch(() => {});
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Failure('report-not-written', `Cannot write ${path}: ${reasons[code] ?? code}.`, {
      hint: 'Free some space or mend the directory’s permissions, then write the reports again with `s3drill report RUN`.',
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
}
