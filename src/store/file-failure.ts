import { exitCodes, Failure } from '../shared/failure.ts';

const reasons: Record<string, { what: string; hint: string }> = {
  EACCES: {
    what: 'permission denied',
    hint: 'Choose a directory you may write to with --out, or mend its permissions.',
  },
  EPERM: { what: 'operation not permitted', hint: 'Choose a directory you may write to with --out.' },
  EROFS: { what: 'the file system is read-only', hint: 'Choose a directory on another file system with --out.' },
  ENOSPC: { what: 'the disk is full', hint: 'Free some space, or choose a directory on another disk with --out.' },
  EDQUOT: {
    what: 'the disk quota is used up',
    hint: 'Free some space, or choose a directory on another disk with --out.',
  },
  ENOTDIR: { what: 'a part of the path is a file, not a directory', hint: 'Choose another directory with --out.' },
  EISDIR: { what: 'it is a directory', hint: 'Name a file.' },
  ENOENT: { what: 'it does not exist', hint: 'Check the path.' },
};

/** Turns an error of the file system into the one message a user should see; anything else is passed on as it is. */
export function explainFileError(error: unknown, action: string, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = reasons[code];
  if (reason === undefined) return error;
  return new Failure('file-failed', `${action} ${path}: ${reason.what}.`, {
    hint: reason.hint,
    exitCode: exitCodes.usage,
    cause: error,
  });
}
