import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

/**
 * Absolute paths of the executables called `name` in the PATH of `env`, in its order. Relative entries of PATH are left
 * out: they would run whatever the current directory holds.
 */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<string[]> {
  const { delimiter, isAbsolute, join } = platform === 'win32' ? win32 : posix;
  const file = nameExecutable(name, platform);
  const candidates = (readPath(env) ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, file));
  const executable = await Promise.all(candidates.map(isExecutable));
  return [...new Set(candidates.filter((_, index) => executable[index]))];
}

export function nameExecutable(name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `${name}.exe` : name;
}

/** A copy of `process.env` is case-sensitive, and Windows spells it `Path`. */
function readPath(env: NodeJS.ProcessEnv): string | undefined {
  return env.PATH ?? env.Path;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
