import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseRatesCsv } from '../parse-rates-csv.ts';
import { formatPath, type Problem, quote } from '../problem.ts';
import type { CollectedData } from './collect-data.ts';

/** Far more than the points that a load may have. */
const mostBytes = 4 * 1024 ** 2;

/**
 * Adds to each `load.csv(…)` what its file holds, so that all that follows is pure. A load that can't be read is left out.
 * @param data a drill as it was written, which stays as it is
 * @param drillFile the files are named from its folder
 */
export async function readRateFiles(data: unknown, drillFile: string): Promise<CollectedData> {
  const problems: Problem[] = [];
  const drill = await readLoadOf(data, []);
  if (!isObject(drill) || !isObject(drill.workloads)) return { data: drill, problems };
  const entries = Object.entries(drill.workloads).map(
    async ([name, workload]) => [name, await readLoadOf(workload, ['workloads', name])] as const,
  );
  return { data: { ...drill, workloads: Object.fromEntries(await Promise.all(entries)) }, problems };

  async function readLoadOf(owner: unknown, path: readonly PropertyKey[]): Promise<unknown> {
    if (!isObject(owner) || !isObject(owner.load)) return owner;
    const { load } = owner;
    if (load.kind !== 'csv' || typeof load.file !== 'string' || load.file === '') return owner;
    const read = await readRates(resolve(dirname(drillFile), load.file));
    for (const what of read.problems) {
      const message = `${quote(load.file)}: ${what}`;
      problems.push({ path: formatPath([...path, 'load', 'file']), message, suggestion: null });
    }
    return { ...owner, load: read.problems.length > 0 ? undefined : { ...load, points: read.points } };
  }
}

async function readRates(file: string): Promise<ReturnType<typeof parseRatesCsv>> {
  const refuse = (problem: string) => ({ points: [], problems: [problem] });
  try {
    const stats = await stat(file);
    if (!stats.isFile()) return refuse('is not a regular file');
    if (stats.size > mostBytes) return refuse(`has ${stats.size.toLocaleString('en-US')} bytes, too many for rates`);
    return parseRatesCsv(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(code === 'ENOENT' ? 'there is no such file beside the drill' : `can not be read (${code})`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
