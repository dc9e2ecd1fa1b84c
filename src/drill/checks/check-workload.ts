import type { Problem } from '../problem.ts';
import { type Check, problemAt } from './parts.ts';

/** How far from 1 the shares may sum: thirds can't be written exactly. */
const shareTolerance = 1e-6;

export const checkWorkload: Check = ({ workload, objects }) => {
  if (workload === undefined) return [];
  const problems: Problem[] = [];
  const sum = Object.values(workload).reduce((total, operation) => total + (operation?.share ?? 0), 0);
  if (Math.abs(sum - 1) > shareTolerance) {
    problems.push(problemAt('workload', `the shares must sum to 1, they sum to ${Number(sum.toPrecision(7))}`));
  }
  const readSize = workload.GetObject?.size;
  if (objects?.size !== undefined && readSize !== undefined && objects.size !== readSize) {
    problems.push(
      problemAt(
        'objects.size',
        `is ${objects.size} bytes, but workload.GetObject.size, which means the same, is ${readSize}; keep one`,
      ),
    );
  }
  return problems;
};
