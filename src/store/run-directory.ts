import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from './file-failure.ts';
import { writeWhole } from './write-file.ts';

/** Where each part of a run is kept. */
export interface RunDirectory {
  /** Unique per drill; also the name of the directory: a UTC time stamp. */
  runId: string;
  path: string;
  plan: string;
  script: string;
  telemetry: string;
  result: string;
  k6Log: string;
}

export function locateRun(path: string, runId: string): RunDirectory {
  return {
    runId,
    path,
    plan: join(path, 'plan.json'),
    script: join(path, 'script.js'),
    telemetry: join(path, 'telemetry.ndjson.gz'),
    result: join(path, 'result.json'),
    k6Log: join(path, 'k6.log'),
  };
}

/**
 * Makes `root/drill/<UTC time stamp>` with the plan and the script in it.
 * @throws Failure when the directory can't be made or written to
 */
export async function createRunDirectory(
  root: string,
  drill: string,
  now: Date,
  files: { plan: unknown; script: string },
): Promise<RunDirectory> {
  const parent = join(root, toDirectoryName(drill));
  const directory = await makeUnused(parent, formatRunId(now));
  await writeWhole(directory.plan, `${JSON.stringify(files.plan, null, 2)}\n`);
  await writeWhole(directory.script, files.script);
  return directory;
}

/** `2026-02-28T09-37-00.123Z`: sorts by time, and no file system objects to it. */
export function formatRunId(now: Date): string {
  return now.toISOString().replaceAll(':', '-');
}

/** Two runs in one millisecond get a number at the end. */
async function makeUnused(parent: string, runId: string): Promise<RunDirectory> {
  try {
    await mkdir(parent, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const id = attempt === 1 ? runId : `${runId}-${attempt}`;
      try {
        await mkdir(join(parent, id));
        return locateRun(join(parent, id), id);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  } catch (error) {
    throw explainFileError(error, 'Cannot make the run directory', parent);
  }
}

/** A drill's name as one harmless path segment. */
function toDirectoryName(drill: string): string {
  return drill.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '') || 'drill';
}
