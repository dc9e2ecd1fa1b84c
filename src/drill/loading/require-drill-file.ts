import { access, constants, stat } from 'node:fs/promises';
import { exitCodes, Failure } from '../../shared/failure.ts';

/** @throws Failure `drill-not-found`, `drill-is-folder`, `drill-not-a-file` or `drill-unreadable` */
export async function requireDrillFile(file: string): Promise<void> {
  const fail = (code: string, message: string, hint: string) =>
    new Failure(code, message, { hint, exitCode: exitCodes.usage });
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw fail('drill-not-found', `there is no file ${file}`, 'Name a drill, or write one with: s3drill init');
    }
    throw fail('drill-unreadable', `${file} can not be read (${error.code})`, 'Check the path and its permissions.');
  });
  if (stats.isDirectory()) throw fail('drill-is-folder', `${file} is a folder`, 'Name one drill in it.');
  if (!stats.isFile()) throw fail('drill-not-a-file', `${file} is not a regular file`, 'Name a TypeScript file.');
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw fail('drill-unreadable', `${file} can not be read (${error.code})`, 'Check its permissions.');
  });
}
