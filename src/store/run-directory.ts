import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { explainFileError } from './file-failure.ts';
import { makeDirectories } from './make-directories.ts';
import { holdsVariants } from './variants-file.ts';
import { writeWhole } from './write-file.ts';

/** Where each part of a run is kept. */
export interface RunDirectory {
  /** Unique per drill: the directory's name, a UTC time stamp; of a variant `TIME STAMP.VARIANT`. */
  runId: string;
  path: string;
  plan: string;
  script: string;
  telemetry: string;
  result: string;
  k6Log: string;
}

/** What a run starts from. */
export interface RunInputs {
  plan: unknown;
  script: string;
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

/** A run directory that is there already, of a variant or not. */
export async function findRun(path: string): Promise<RunDirectory> {
  const whole = resolve(path);
  const parent = dirname(whole);
  const name = basename(whole);
  return locateRun(path, (await holdsVariants(parent)) ? nameVariantRun(basename(parent), name) : name);
}

/**
 * Makes `root/drill/<UTC time stamp>` with the plan and the script in it.
 * @throws Failure when the directory can't be made or written to
 */
export async function createRunDirectory(
  root: string,
  drill: string,
  now: Date,
  inputs: RunInputs,
): Promise<RunDirectory> {
  const path = await createDrillDirectory(root, drill, now);
  return fill(locateRun(path, basename(path)), inputs);
}

/** The same for one of several variants, in the directory of them all. */
export async function createVariantDirectory(
  parent: string,
  variant: string,
  inputs: RunInputs,
): Promise<RunDirectory> {
  const path = join(parent, toDirectoryName(variant));
  await makeDirectories(path).catch((error) => {
    throw explainFileError(error, 'Cannot make the run directory', path);
  });
  return fill(locateRun(path, nameVariantRun(basename(resolve(parent)), basename(path))), inputs);
}

/** Makes `root/drill/<UTC time stamp>`, empty; two in one millisecond get a number at the end. @returns its path */
export async function createDrillDirectory(root: string, drill: string, now: Date): Promise<string> {
  const parent = join(root, toDirectoryName(drill));
  const stamp = formatRunId(now);
  try {
    await makeDirectories(parent);
    for (let attempt = 1; ; attempt += 1) {
      const path = join(parent, attempt === 1 ? stamp : `${stamp}-${attempt}`);
      try {
        await mkdir(path);
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  } catch (error) {
    throw explainFileError(error, 'Cannot make the run directory', parent, 'choose another directory with --out');
  }
}

/** `2026-02-28T09-37-00.123Z`: sorts by time, and no file system objects to it. */
export function formatRunId(now: Date): string {
  return now.toISOString().replaceAll(':', '-');
}

/** A name as one harmless path segment. */
function toDirectoryName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '') || 'drill';
}

function nameVariantRun(parent: string, variant: string): string {
  return `${parent}.${variant}`;
}

/** With an empty log too: k6 writes its own with its first complaint only, and reports send readers to it. */
async function fill(directory: RunDirectory, { plan, script }: RunInputs): Promise<RunDirectory> {
  await writeWhole(directory.plan, `${JSON.stringify(plan, null, 2)}\n`);
  await writeWhole(directory.script, script);
  await writeFile(directory.k6Log, '').catch((error) => {
    throw explainFileError(error, 'Cannot write', directory.k6Log);
  });
  return directory;
}
