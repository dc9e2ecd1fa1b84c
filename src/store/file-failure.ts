import { exitCodes, Failure } from '../shared/failure.ts';

interface Reason {
  what: string;
  /** @param elsewhere what to do instead of mending the place, in lower case: `name another path` */
  advise(elsewhere: string): string;
}

const reasons: Record<string, Reason> = {
  EACCES: { what: 'permission denied', advise: (elsewhere) => `Mend its permissions, or ${elsewhere}.` },
  EPERM: { what: 'operation not permitted', advise: asSentence },
  EROFS: { what: 'the file system is read-only', advise: asSentence },
  ENOSPC: { what: 'the disk is full', advise: (elsewhere) => `Free some space, or ${elsewhere}.` },
  EDQUOT: { what: 'the disk quota is used up', advise: (elsewhere) => `Free some space, or ${elsewhere}.` },
  ENOTDIR: { what: 'a part of the path is a file, not a directory', advise: asSentence },
  EISDIR: { what: 'it is a directory', advise: () => 'Name a file.' },
  ENOENT: { what: 'it does not exist', advise: () => 'Check the path.' },
};

/**
 * Turns an error of the file system into the one message a user should see; anything else is passed on as it is.
 * @param elsewhere how to name another place, where the verb has an option for that
 */
export function explainFileError(
  error: unknown,
  action: string,
  path: string,
  elsewhere = 'name another path',
): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) return error;
  return new Failure('file-failed', `${action} ${path}: ${reason.what}.`, {
    hint: reason.advise(elsewhere),
    exitCode: exitCodes.usage,
    cause: error,
  });
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
