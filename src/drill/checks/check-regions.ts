import { formatPath } from '../problem.ts';
import { type Check, problemAt } from './check.ts';

export const checkRegions: Check = ({ regions }) =>
  Object.entries(regions ?? {}).flatMap(([name, { replicatesFrom, lag }]) => {
    if (replicatesFrom === name) {
      return [problemAt(formatPath(['regions', name, 'replicatesFrom']), 'a region can not replicate from itself')];
    }
    if (replicatesFrom !== undefined && regions?.[replicatesFrom]?.replicatesFrom !== undefined) {
      // As in S3: a replica is not replicated again.
      const message = `'${replicatesFrom}' is a replica itself, and copies are not passed on; name the region they come from`;
      return [problemAt(formatPath(['regions', name, 'replicatesFrom']), message)];
    }
    if (lag !== undefined && replicatesFrom === undefined) {
      return [problemAt(formatPath(['regions', name, 'lag']), 'means nothing without replicatesFrom')];
    }
    return [];
  });
