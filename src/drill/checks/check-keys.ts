import type { Problem } from '../problem.ts';
import { listWorkloads } from '../workload-parts.ts';
import { type Check, problemAt } from './check.ts';

export const checkKeys: Check = (parts) => {
  const { objects } = parts;
  if (objects === undefined) return [];
  const problems: Problem[] = [];
  if (objects.prefixes > objects.count) {
    const message = `there are ${objects.prefixes} prefixes for ${objects.count} objects; some would stay empty`;
    problems.push(problemAt('objects.prefixes', message));
  }
  for (const { operations, operationsPath } of listWorkloads(parts)) {
    for (const [name, operation] of Object.entries(operations)) {
      if (operation === undefined || !('keys' in operation)) continue;
      if (operation.keys?.kind !== 'hotPrefix' || objects.prefixes > 1) continue;
      const path = `${operationsPath}.${name}.keys.hotPrefix`;
      problems.push(problemAt(path, 'all keys lie under one prefix; say how many there are in objects.prefixes'));
    }
  }
  return problems;
};
