import { readdir, readFile } from 'node:fs/promises';

/** Processes that this one has started, and theirs (Linux). */
export async function listDescendants(pid: number): Promise<number[]> {
  const children: number[] = [];
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const text = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8');
    children.push(...text.split(' ').filter(Boolean).map(Number));
  }
  const deeper = await Promise.all(children.map(listDescendants));
  return [...children, ...deeper.flat()];
}

/** The command line of a process, for telling k6 from a region. */
export async function readCommand(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until none of them is left: they are not ours, so no event tells. @returns those that still live at the limit */
export async function waitForEnd(pids: readonly number[], limitMs: number): Promise<number[]> {
  const limit = Date.now() + limitMs;
  while (Date.now() < limit && pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 50));
  return pids.filter(isAlive);
}
