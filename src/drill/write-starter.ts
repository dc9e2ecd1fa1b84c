import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import Handlebars from 'handlebars';
import { exitCodes, Failure } from '../shared/failure.ts';
import { drillNameSchema } from './drill-schema.ts';
import { nameDrill } from './name-drill.ts';
import { quote } from './problem.ts';

const templateUrl = new URL('../../templates/init/drill.ts.hbs', import.meta.url);

/**
 * Writes a commented drill to start from, and the folders it needs.
 * @param name of the drill; default: after its file
 * @throws Failure `drill-exists` (nothing is ever overwritten), `drill-name-invalid`, `drill-file-invalid` or
 *   `drill-not-written`
 */
export async function writeStarterDrill(file: string, name: string = nameDrill(file)): Promise<void> {
  const fail = (code: string, message: string, hint: string, cause?: unknown) =>
    new Failure(code, message, { hint, exitCode: exitCodes.usage, cause });
  if (!drillNameSchema.safeParse(name).success) {
    throw fail(
      'drill-name-invalid',
      `${quote(name)} can not name a drill`,
      'Use letters, digits, dots, dashes and underscores, at most 64.',
    );
  }
  if (!['.ts', '.mts'].includes(extname(file))) {
    throw fail(
      'drill-file-invalid',
      `a drill is a TypeScript file, and ${file} is not named so`,
      `Name it ${file}.ts.`,
    );
  }
  const render = Handlebars.compile(await readFile(templateUrl, 'utf8'), { noEscape: true, strict: true });
  // The file's name stands in a comment, which it must not end.
  const text = render({ name, file: file.replaceAll('*/', '* /').replace(/[\r\n]/g, ' ') });
  const notWritten = (error: NodeJS.ErrnoException) =>
    fail(
      'drill-not-written',
      `${file} can not be written (${error.code})`,
      'Check the path and its permissions.',
      error,
    );
  await mkdir(dirname(file), { recursive: true }).catch((error) => {
    throw notWritten(error);
  });
  await writeFile(file, text, { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw notWritten(error);
    throw fail('drill-exists', `${file} is there already`, 'Nothing was changed; choose another name.', error);
  });
}
