import type { Problem } from '../problem.ts';
import { sumsToOne } from '../schema/sums-to-one.ts';
import { listWorkloads } from '../workload-parts.ts';
import { type Check, problemAt } from './check.ts';

export const checkWorkloads: Check = (parts) =>
  listWorkloads(parts).flatMap(({ operations, operationsPath }): Problem[] => {
    const shares = Object.values(operations).map((operation) => operation?.share ?? 0);
    const { holds, sum } = sumsToOne(shares);
    return holds ? [] : [problemAt(operationsPath, `the shares must sum to 1, they sum to ${sum}`)];
  });
