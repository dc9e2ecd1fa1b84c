import { execa } from 'execa';
import { describeError } from './describe-error.ts';
import { oldestK6Major } from './pinned.ts';

/** A start of k6 takes about 0.1 s; a cold disk or a virus scanner may take much longer. */
const timeoutMs = 20_000;

/** A broken executable is data here, not an exception: the search goes on to the next one. */
export type K6Reading = { version: string; problem?: never } | { version?: never; problem: string };

/** Runs `k6 version`. `version` comes without its leading `v`. */
export async function readK6Version(path: string): Promise<K6Reading> {
  try {
    const { stdout } = await execa(path, ['version'], {
      timeout: timeoutMs,
      stdin: 'ignore',
      env: { K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' },
    });
    const version = parseK6Version(stdout);
    return version === null ? { problem: `\`${path} version\` did not answer like k6` } : { version };
  } catch (error) {
    return { problem: explainFailedStart(path, error) };
  }
}

function explainFailedStart(path: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  // The system says the same of an executable whose loader or interpreter is missing.
  if (code === 'ENOENT') return `${path} does not exist, or what it needs to start does not`;
  if (code === 'EACCES') return `${path} may not be executed`;
  return `\`${path} version\` failed: ${describeError(error)}`;
}

/** Reads `k6 v2.2.0 (go1.26.8, linux/amd64)` and `k6.exe v2.2.0 (commit/…, …)`; null when the text is neither. */
export function parseK6Version(text: string): string | null {
  return /^\S+ v(\d+\.\d+\.\d+\S*)/.exec(text)?.[1] ?? null;
}

/** Like `readK6Version`, but a version too old for our scripts is a problem too. */
export async function readUsableK6Version(path: string): Promise<K6Reading> {
  const reading = await readK6Version(path);
  if (reading.version === undefined || Number.parseInt(reading.version, 10) >= oldestK6Major) return reading;
  return { problem: `${path} is k6 v${reading.version}, but v${oldestK6Major}.0 or newer is needed` };
}
