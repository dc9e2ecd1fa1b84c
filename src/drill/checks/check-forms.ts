import type { Problem } from '../problem.ts';
import { problemAt } from './check.ts';

/** Which of the ways to write a drill was taken. @param written as it came */
export function checkForms(written: Readonly<Record<string, unknown>>): Problem[] {
  const { workload, workloads } = written;
  if (workload === undefined && workloads === undefined) {
    return [problemAt('workload', 'is missing; a drill needs a workload, or several by name in workloads')];
  }
  const problems: Problem[] = [];
  if (workload !== undefined && workloads !== undefined) {
    problems.push(problemAt('workloads', 'stands beside workload; write one workload, or several by name'));
  }
  for (const key of ['workloads', 'variants']) {
    const names = nameEntries(written[key]);
    if (names?.length === 0) problems.push(problemAt(key, 'names none; leave it out'));
    problems.push(...(names ?? []).flatMap((name, index) => findTwin(key, name, (names ?? []).slice(0, index))));
  }
  return problems;
}

function nameEntries(value: unknown): string[] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
}

/** They name folders, and not every file system tells small letters from capital ones. */
function findTwin(key: string, name: string, earlier: readonly string[]): Problem[] {
  const twin = earlier.find((other) => other.toLowerCase() === name.toLowerCase());
  return twin === undefined ? [] : [problemAt(`${key}.${name}`, `differs from '${twin}' in capital letters only`)];
}
